using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Panels;
using Pith.Cli.Terminal.Reports;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>The live area, from top to bottom: what is being said, what is being done, a question or the prompt, how things stand.</summary>
internal static class StageView
{
    /// <summary>The rows and the cursor's place in them; never more rows than the terminal has, less one.</summary>
    public static (List<Line> Rows, (int Row, int Column) Cursor) Of(
        (int Columns, int Rows) size, IEnumerable<Line> live, Spinner spinner, IEnumerable<string> queued, IPanel? panel, Prompter prompter, Standing standing, string hint)
    {
        var (width, most) = (size.Columns - 1, Math.Max(1, size.Rows - 1));
        var below = new List<Line>();
        if (spinner.IsTurning)
            below.Add(Line.Of(spinner.Text, Style.Of(Paint.Yellow)));
        below.AddRange(queued.Select(q => Line.Of($"  next: {q.ReplaceLineEndings(" ")}", Style.Dim)));
        if (panel is not null && below.Count > most / 2)
            below.Clear(); // nobody should be asked about what they cannot see
        var (rows, cursor) = panel is not null ? (panel.Rows(size.Columns, most - below.Count - (most > 2 ? 1 : 0)), default) : Prompt(prompter, size.Columns, Math.Max(1, most / 2));
        if (panel is not null)
            cursor = panel.Cursor;
        cursor.Row += below.Count;
        below.AddRange(rows);
        if (prompter.Choices.Count > 0 && panel is null)
            below.AddRange(Wrapping.Rows(Line.Of("  " + string.Join("  ", prompter.Choices), Style.Dim), width).Take(4));
        if (most > 2)
            below.Add(hint.Length > 0 ? Line.Of(hint, Style.Of(Paint.Yellow)) : StatusLine.Of(standing, width));
        // Of what is being said the end is shown; it is whole in the scrollback as soon as its line is.
        var above = live.SelectMany(line => Wrapping.Rows(line, width)).ToList();
        var room = Math.Max(0, most - below.Count);
        above = above[Math.Max(0, above.Count - room)..];
        return ([.. above, .. below], (cursor.Row + above.Count, cursor.Column));
    }

    private static (List<Line>, (int Row, int Column)) Prompt(Prompter prompter, int columns, int most)
    {
        var view = prompter.View(columns, most);
        return (view.Rows, view.Cursor);
    }
}
