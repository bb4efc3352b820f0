using System.Buffers;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Documents;

/// <summary>Emphasis, code and links within a line. What is not closed stays as it was written.</summary>
internal static class InlineMarkdown
{
    private const int Deepest = 8;
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_~[<");
    private static readonly string[] Delimiters = ["***", "**", "__", "~~", "*", "_"];

    /// <summary>Adds a text to a line.</summary>
    /// <param name="text">One line of Markdown.</param>
    /// <param name="line">Where to.</param>
    /// <param name="style">The style around it.</param>
    public static void AddTo(Line line, string text, Style style) => Add(line, text, style, 0);

    private static void Add(Line line, string text, Style style, int depth)
    {
        var at = 0;
        while (at < text.Length)
        {
            var special = depth > Deepest ? -1 : text.AsSpan(at).IndexOfAny(Special);
            if (special < 0)
            {
                line.Add(text[at..], style);
                return;
            }

            if (special > 0)
                line.Add(text[at..(at + special)], style);
            at += special;
            at += Marked(line, text, at, style, depth);
        }
    }

    /// <summary>Adds what begins with a special character; says how much that was.</summary>
    private static int Marked(Line line, string text, int at, Style style, int depth)
    {
        var taken = text[at] switch
        {
            '\\' => Escaped(line, text, at, style),
            '`' => Code(line, text, at, style),
            '[' => Link(line, text, at, style, depth),
            '<' => Address(line, text, at, style),
            _ => Emphasis(line, text, at, style, depth),
        };
        if (taken > 0)
            return taken;
        line.Add(text[at..(at + 1)], style);
        return 1;
    }

    private static int Escaped(Line line, string text, int at, Style style)
    {
        if (at + 1 >= text.Length || !char.IsAsciiLetterOrDigit(text[at + 1]) && !char.IsPunctuation(text[at + 1]) && !char.IsSymbol(text[at + 1]) || char.IsAsciiLetterOrDigit(text[at + 1]))
            return 0;
        line.Add(text[(at + 1)..(at + 2)], style);
        return 2;
    }

    private static int Code(Line line, string text, int at, Style style)
    {
        var ticks = Repeat(text, at);
        var close = at + ticks;
        while ((close = text.IndexOf('`', close)) >= 0 && Repeat(text, close) != ticks)
            close += Repeat(text, close);
        if (close < 0)
        {
            line.Add(text[at..(at + ticks)], style);
            return ticks;
        }

        var code = text[(at + ticks)..close];
        line.Add(code.Length > 2 && code[0] == ' ' && code[^1] == ' ' ? code[1..^1] : code, style with { Paint = Paint.Cyan });
        return close + ticks - at;
    }

    private static int Link(Line line, string text, int at, Style style, int depth)
    {
        var middle = text.IndexOf("](", at, StringComparison.Ordinal);
        var end = middle < 0 ? -1 : text.IndexOf(')', middle);
        if (end < 0 || text.IndexOf('[', at + 1) is var other && other >= 0 && other < middle)
            return 0;
        var (label, url) = (text[(at + 1)..middle], text[(middle + 2)..end]);
        Add(line, label, style.With(Marks.Underline), depth + 1);
        // Always to be seen: where a link leads is the reader's to judge.
        if (url != label)
            line.Add($" ({url})", style.With(Marks.Dim));
        return end + 1 - at;
    }

    private static int Address(Line line, string text, int at, Style style)
    {
        var end = text.IndexOf('>', at);
        if (end < 0 || !text.AsSpan(at + 1).StartsWith("http") || text.AsSpan(at, end - at).Contains(' '))
            return 0;
        line.Add(text[(at + 1)..end], style.With(Marks.Underline));
        return end + 1 - at;
    }

    private static int Emphasis(Line line, string text, int at, Style style, int depth)
    {
        foreach (var delimiter in Delimiters)
        {
            if (!text.AsSpan(at).StartsWith(delimiter) || at + delimiter.Length >= text.Length || char.IsWhiteSpace(text[at + delimiter.Length]))
                continue;
            if (delimiter[0] == '_' && at > 0 && char.IsLetterOrDigit(text[at - 1]))
                break; // snake_case is no emphasis
            var close = Close(text, at + delimiter.Length, delimiter);
            if (close < 0)
                continue;
            var marks = delimiter switch { "***" => Marks.Bold | Marks.Italic, "**" or "__" => Marks.Bold, "~~" => Marks.Strike, _ => Marks.Italic };
            Add(line, text[(at + delimiter.Length)..close], style.With(marks), depth + 1);
            return close + delimiter.Length - at;
        }

        var run = Repeat(text, at);
        line.Add(text[at..(at + run)], style);
        return run;
    }

    private static int Close(string text, int from, string delimiter)
    {
        for (var at = from; (at = text.IndexOf(delimiter, at, StringComparison.Ordinal)) >= 0; at++)
            if (at > from && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] != '\\'
                && (delimiter.Length > 1 || (at + 1 == text.Length || text[at + 1] != delimiter[0]) && text[at - 1] != delimiter[0])
                && (delimiter[0] != '_' || at + delimiter.Length == text.Length || !char.IsLetterOrDigit(text[at + delimiter.Length])))
                return at;
        return -1;
    }

    private static int Repeat(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == text[at])
            end++;
        return end - at;
    }
}
