using System.Text.RegularExpressions;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Documents;

/// <summary>The blocks of Markdown, line by line: headings, lists, quotes, rules, fences, tables.</summary>
internal sealed partial class MarkdownLines(bool styled)
{
    private const int LongestTable = 200;

    private static readonly Style Heading = new(Marks.Bold, Paint.Magenta), Quoted = new(Marks.Italic);

    private readonly List<string> _table = [];
    private string _fence = "";

    [GeneratedRegex(@"^\s*(`{3,}|~{3,})\s*([^`]*)$")]
    private static partial Regex FenceLine { get; }

    [GeneratedRegex(@"^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$")]
    private static partial Regex ItemLine { get; }

    [GeneratedRegex(@"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")]
    private static partial Regex HeadingLine { get; }

    [GeneratedRegex(@"^ {0,3}([-*_])(\s*\1){2,}\s*$")]
    private static partial Regex RuleLine { get; }

    /// <summary>A table's rows so far, as they were written.</summary>
    public IReadOnlyList<Line> Waiting => [.. _table.Select(row => Line.Of(row))];

    /// <summary>Takes a whole line.</summary>
    public void Take(string text, Action<Line> done)
    {
        if (styled && _fence.Length == 0 && text.TrimStart().StartsWith('|') && _table.Count < LongestTable)
        {
            _table.Add(text);
            return;
        }

        End(done);
        if (!styled)
            done(new Line { IsVerbatim = true }.Add(text));
        else if (_fence.Length > 0 || FenceLine.IsMatch(text))
            done(Fenced(text));
        else
            done(Block(text));
    }

    /// <summary>A line that is not whole yet, as it looks so far.</summary>
    public Line Preview(string text) =>
        !styled ? Line.Of(text)
        : _fence.Length > 0 || text.TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..] ? Code(text)
        : text.TrimStart() is ['|', ..] ? Line.Of(text)
        : Block(text);

    /// <summary>What waits is final.</summary>
    public void End(Action<Line> done)
    {
        if (_table.Count == 0)
            return;
        foreach (var row in MarkdownTable.Rows(_table))
            done(row);
        _table.Clear();
    }

    private Line Fenced(string text)
    {
        var fence = FenceLine.Match(text);
        if (_fence.Length == 0)
        {
            _fence = fence.Groups[1].Value;
            return Line.Of(text.Trim(), Style.Dim);
        }

        if (!fence.Success || fence.Groups[1].Value[0] != _fence[0] || fence.Groups[1].Length < _fence.Length || fence.Groups[2].Length > 0)
            return Code(text);
        _fence = "";
        return Line.Of(text.Trim(), Style.Dim);
    }

    private static Line Code(string text) => new Line { IsVerbatim = true }.Add(text, Style.Of(Paint.Cyan));

    private static Line Block(string text)
    {
        if (HeadingLine.Match(text) is { Success: true } heading)
        {
            var line = new Line();
            InlineMarkdown.AddTo(line, heading.Groups[2].Value, heading.Groups[1].Length == 1 ? Heading.With(Marks.Underline) : Heading);
            return line;
        }

        if (RuleLine.IsMatch(text))
            return Line.Of("────────", Style.Dim);
        if (text.TrimStart() is ['>', ..] quote)
            return Quote(quote);
        if (ItemLine.Match(text) is { Success: true } item)
            return Item(item);
        var paragraph = new Line();
        InlineMarkdown.AddTo(paragraph, text, Style.Plain);
        return paragraph;
    }

    private static Line Quote(string text)
    {
        var line = new Line { Hang = 2 }.Add("│ ", Style.Dim);
        InlineMarkdown.AddTo(line, text[1..].TrimStart(), Quoted);
        return line;
    }

    private static Line Item(Match item)
    {
        var mark = char.IsAsciiDigit(item.Groups[2].Value[0]) ? item.Groups[2].Value : "•";
        var lead = $"{item.Groups[1].Value.Replace("\t", "    ", StringComparison.Ordinal)}{mark} ";
        var line = new Line { Hang = lead.Length }.Add(lead, Style.Of(Paint.Yellow));
        InlineMarkdown.AddTo(line, item.Groups[4].Value, Style.Plain);
        return line;
    }
}
