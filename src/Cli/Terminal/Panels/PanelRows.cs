using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Panels;

/// <summary>The rows of a question that has more of them than there is room: its first, and those about the cursor.</summary>
internal static class PanelRows
{
    /// <summary>At most so many rows, and where the cursor stands in them.</summary>
    public static (List<Line> Rows, (int Row, int Column) Cursor) Fitting(List<Line> rows, (int Row, int Column) cursor, int most)
    {
        if (rows.Count <= most || most < 2)
            return (rows.Count <= most ? rows : rows[..Math.Max(1, most)], (Math.Min(cursor.Row, Math.Max(0, most - 1)), cursor.Column));
        var room = most - 1;
        var start = Math.Clamp(cursor.Row - room + 1, 1, rows.Count - room);
        return ([rows[0], .. rows[start..(start + room)]], (cursor.Row == 0 ? 0 : cursor.Row - start + 1, cursor.Column));
    }
}
