using System.Text;
using Pith.Cli.Texts;
using Pith.Tools;

namespace Pith.Cli.Terminal.Reports;

/// <summary>A result in a few lines: the model has the whole, people see what it came to.</summary>
internal static class ResultLines
{
    private const int Most = 4, LongestLine = 400;

    public static List<Line> Of(ToolCall call, ToolResult result)
    {
        var lines = CleanText.Of(result.Text.Span).TrimEnd().Split('\n');
        if (!result.IsError && call.Name is "Read" or "Edit" or "Write")
            return [Shown(call.Name == "Read" ? $"{lines.Length} lines" : lines[0].TrimEnd(':'), isFirst: true, Style.Dim)];
        var style = result.IsError ? Style.Of(Paint.Red) : Style.Dim;
        var shown = lines.Take(lines.Length == Most + 1 ? Most + 1 : Most).Select((line, i) => Shown(line, i == 0, style)).ToList();
        if (shown.Count < lines.Length)
            shown.Add(Shown($"… {lines.Length - shown.Count} more lines", isFirst: false, Style.Dim));
        return shown;
    }

    /// <summary>The whole, for what a person asked for themselves.</summary>
    public static IEnumerable<Line> Whole(ToolResult result) =>
        CleanText.Of(Encoding.UTF8.GetString(result.Text.Span)).TrimEnd().Split('\n').Select(line => new Line { IsVerbatim = true }.Add(line, result.IsError ? Style.Of(Paint.Red) : Style.Plain));

    private static Line Shown(string line, bool isFirst, Style style) =>
        new Line { Hang = 4 }.Add(isFirst ? "  └ " : "    ", Style.Dim).Add(line.Length > LongestLine ? line[..LongestLine] + "…" : line.Length == 0 && isFirst ? "(nothing)" : line, style);
}
