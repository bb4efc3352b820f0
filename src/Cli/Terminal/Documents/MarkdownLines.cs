using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Documents;

/// <summary>The blocks of Markdown, line by line: headings, lists, quotes, rules, fences, tables.</summary>
internal sealed class MarkdownLines(bool styled)
{
    private const int LongestTable = 200;

    private static readonly Style Heading = new(Marks.Bold, Paint.Magenta), Quoted = new(Marks.Italic);

    private readonly List<string> _table = [];
    private string _fence = "";

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
        else if (_fence.Length > 0 || BlockMark.Fence(text, out _) > 0)
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
        var length = BlockMark.Fence(text, out var info);
        if (_fence.Length == 0)
        {
            _fence = text.Trim()[..length];
            return Line.Of(text.Trim(), Style.Dim);
        }

        if (length < _fence.Length || text.TrimStart()[0] != _fence[0] || info.Length > 0)
            return Code(text);
        _fence = "";
        return Line.Of(text.Trim(), Style.Dim);
    }

    private static Line Code(string text) => new Line { IsVerbatim = true }.Add(text, Style.Of(Paint.Cyan));

    private static Line Block(string text)
    {
        if (BlockMark.Heading(text, out var title) is > 0 and var level)
        {
            var line = new Line();
            InlineMarkdown.AddTo(line, title, level == 1 ? Heading.With(Marks.Underline) : Heading);
            return line;
        }

        if (BlockMark.IsRule(text))
            return Line.Of("────────", Style.Dim);
        if (text.TrimStart() is ['>', ..] quote)
            return Quote(quote);
        if (BlockMark.Item(text) is > 0 and var mark)
            return Item(text, mark);
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

    /// <summary>A line of a list.</summary>
    /// <param name="text">The line.</param>
    /// <param name="end">Where its mark ends.</param>
    private static Line Item(string text, int end)
    {
        var own = text.AsSpan(0, end).TrimStart();
        var lead = $"{text[..(end - own.Length)].Replace("\t", "    ", StringComparison.Ordinal)}{(own.Length == 1 ? "•" : own)} ";
        var line = new Line { Hang = lead.Length }.Add(lead, Style.Of(Paint.Yellow));
        InlineMarkdown.AddTo(line, text[end..].TrimStart(), Style.Plain);
        return line;
    }
}
