using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Editors;

/// <summary>An editor's text as rows, with the cursor's place in them.</summary>
/// <param name="Rows">The rows, at least one.</param>
/// <param name="Cursor">Row and column of the cursor.</param>
internal readonly record struct EditorView(List<Line> Rows, (int Row, int Column) Cursor)
{
    private const string First = "> ", Further = "  ";

    /// <summary>Lays a text out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cursor">The cursor in it.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="most">Rows there may be; of more, those around the cursor are shown.</param>
    public static EditorView Of(string text, int cursor, int width, int most)
    {
        var room = Math.Max(2, width - First.Length - 1); // the last column is for the cursor behind the last letter
        var rows = new List<(int Start, int End)>();
        var (start, used, at) = (0, 0, 0);
        while (at < text.Length)
        {
            if (text[at] == '\n')
            {
                rows.Add((start, at));
                (start, used, at) = (at + 1, 0, at + 1);
                continue;
            }

            var wide = CellWidth.Next(text.AsSpan(at), out var length);
            if (used + wide > room)
            {
                rows.Add((start, at));
                (start, used) = (at, 0);
            }

            used += wide;
            at += length;
        }

        rows.Add((start, text.Length));
        var row = rows.FindLastIndex(r => r.Start <= cursor);
        var top = Math.Clamp(row - most / 2, 0, Math.Max(0, rows.Count - most));
        var shown = rows.Skip(top).Take(most).Select((r, i) => Line.Of(top + i == 0 ? First : Further, Style.Of(Paint.Green)).Add(text[r.Start..r.End])).ToList();
        return new EditorView(shown, (row - top, First.Length + CellWidth.Of(text.AsSpan(rows[row].Start, cursor - rows[row].Start))));
    }
}
