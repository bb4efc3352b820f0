using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Documents;

/// <summary>A table in columns as wide as their widest cell. What has no line of dashes below its head is no table, and stays as it is.</summary>
internal static class MarkdownTable
{
    public static IEnumerable<Line> Rows(IReadOnlyList<string> source)
    {
        if (source.Count < 2 || !Split(source[1]).All(IsRuler))
            return source.Select(row => new Line { IsVerbatim = true }.Add(row));
        var rows = source.Where((_, i) => i != 1).Select(row => Split(row).Select(Cell).ToArray()).ToList();
        var widths = new int[rows.Max(r => r.Length)];
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Width);
        return Drawn(rows, widths);
    }

    private static IEnumerable<Line> Drawn(List<Line[]> rows, int[] widths)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var line = new Line { IsVerbatim = true };
            for (var column = 0; column < widths.Length; column++)
            {
                if (column > 0)
                    line.Add(" │ ", Style.Dim);
                var cell = column < rows[i].Length ? rows[i][column] : new Line();
                foreach (var piece in cell.Pieces)
                    line.Add(piece.Text, i == 0 ? piece.Style.With(Marks.Bold) : piece.Style);
                if (column < widths.Length - 1)
                    line.Add(new string(' ', widths[column] - cell.Width));
            }

            yield return line;
            if (i == 0)
                yield return Line.Of(string.Join("─┼─", widths.Select(w => new string('─', w))), Style.Dim);
        }
    }

    private static bool IsRuler(string cell) => cell.Length > 0 && cell.Trim(':').Length > 0 && cell.Trim(':').All(c => c == '-');

    private static Line Cell(string text)
    {
        var line = new Line();
        InlineMarkdown.AddTo(line, text, Style.Plain);
        return line;
    }

    /// <summary>The cells of a row; a bar behind a backslash, or in code, separates none.</summary>
    private static List<string> Split(string row)
    {
        row = row.Trim();
        var cells = new List<string>();
        var (start, inCode) = (1, false);
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] == '`')
                inCode = !inCode;
            if (row[i] != '|' || inCode || row[i - 1] == '\\')
                continue;
            cells.Add(row[start..i].Trim().Replace("\\|", "|", StringComparison.Ordinal));
            start = i + 1;
        }

        if (start < row.Length)
            cells.Add(row[start..].Trim());
        return cells;
    }
}
