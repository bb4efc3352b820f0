using System.Text;
using Pith.Text;

namespace Pith.Cli.Printing;

/// <summary>A table as text for pipes: columns two spaces apart, whatever the width, so that <c>grep</c> finds what it looks for.</summary>
internal static class PlainTable
{
    public static string Draw(Table table)
    {
        var text = new StringBuilder();
        if (table.Title.Length > 0)
            text.Append(table.Title).Append('\n');
        var rows = table.Rows.Select(r => r.Select(OneLine).ToArray()).ToList();
        if (table.Total is not null)
            rows.Add(table.Total);
        rows.Insert(0, [.. table.Columns.Select(c => c.Name)]);
        var widths = new int[table.Columns.Length];
        foreach (var row in rows)
            for (var i = 0; i < widths.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var i = 0; i < widths.Length; i++)
                line.Append(i == 0 ? "" : "  ").Append(table.Columns[i].IsNumber ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i]));
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A cell on one line, with nothing in it that a terminal would obey.</summary>
    public static string OneLine(string cell) => Unseen.Replaced(cell.Replace('\n', ' ').Replace('\t', ' ').Replace('\r', ' '), '?');
}
