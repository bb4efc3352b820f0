using System.Text;
using Pith.Cli.Texts;

namespace Pith.Cli.Printing;

/// <summary>
/// A table folded to the terminal's width: cells of text break between words, numbers stay whole. Where even that is
/// too wide, each row stands below the one before, a cell a line.
/// </summary>
internal static class TerminalTable
{
    private const int Gap = 2;
    private const int LeastText = 10; // narrower columns of text are read worse than cells one below the other

    public static string Draw(Table table, int width, bool colors)
    {
        var text = new StringBuilder();
        var rows = Rows(table);
        var widths = Widths(table, rows, width);
        if (table.Title.Length > 0)
            Write(text, Wrapping.Rows(Line.Of(table.Title, Style.Bold), Math.Max(2, width)), colors);
        if (widths is null)
            Stack(text, table, rows, Math.Max(2, width), colors);
        else
            Grid(text, table, rows, widths, colors);
        return text.ToString();
    }

    private static List<Line[]> Rows(Table table)
    {
        List<Line[]> rows = [.. table.Rows.Select(static row => row.Select(static cell => Line.Of(PlainTable.OneLine(cell))).ToArray())];
        if (table.Total is { } total)
            rows.Add([.. total.Select(static cell => Line.Of(cell, Style.Bold))]);
        return rows;
    }

    private static Line Name(Column column) => Line.Of(column.Name, Style.Of(Paint.Cyan));

    /// <summary>Columns of each column; the widest of text give way first. Null where they cannot.</summary>
    private static int[]? Widths(Table table, List<Line[]> rows, int width)
    {
        var widths = new int[table.Columns.Length];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = Name(table.Columns[i]).Width;
            foreach (var row in rows)
                widths[i] = Math.Max(widths[i], row[i].Width);
        }

        var over = widths.Sum() + Gap * (widths.Length - 1) - width;
        while (over > 0)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
                if (!table.Columns[i].IsNumber && widths[i] > LeastText && (widest < 0 || widths[i] > widths[widest]))
                    widest = i;
            if (widest < 0)
                return null;
            widths[widest]--;
            over--;
        }

        return widths;
    }

    private static void Grid(StringBuilder text, Table table, List<Line[]> rows, int[] widths, bool colors)
    {
        Row(text, table, [.. table.Columns.Select(Name)], widths, colors);
        Write(text, [Line.Of(new string('─', widths.Sum() + Gap * (widths.Length - 1)), Style.Dim)], colors);
        foreach (var row in rows)
            Row(text, table, row, widths, colors);
    }

    private static void Row(StringBuilder text, Table table, Line[] cells, int[] widths, bool colors)
    {
        var folded = cells.Select((cell, i) => Wrapping.Rows(cell, Math.Max(2, widths[i]))).ToArray();
        for (var row = 0; row < folded.Max(static f => f.Count); row++)
        {
            var line = new Line();
            var filled = 0; // where the next column begins
            for (var i = 0; i < widths.Length; i++)
            {
                var cell = row < folded[i].Count ? folded[i][row] : new Line();
                var start = filled + (table.Columns[i].IsNumber ? widths[i] - cell.Width : 0);
                if (cell.Width > 0)
                    line.Add(new string(' ', start - line.Width)).Add(cell);
                filled += widths[i] + Gap;
            }

            Write(text, [line], colors);
        }
    }

    private static void Stack(StringBuilder text, Table table, List<Line[]> rows, int width, bool colors)
    {
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                if (row[i].Width > 0)
                    Write(text, Wrapping.Rows(new Line { Hang = Gap }.Add(Name(table.Columns[i])).Add(" ").Add(row[i]), width), colors);
            text.Append('\n');
        }
    }

    private static void Write(StringBuilder text, IEnumerable<Line> lines, bool colors)
    {
        foreach (var line in lines)
        {
            line.AppendTo(text, colors);
            text.Append('\n');
        }
    }
}
