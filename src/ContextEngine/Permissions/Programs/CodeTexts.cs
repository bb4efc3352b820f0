using System.Text;

namespace Pith.Permissions.Programs;

/// <summary>A text that stands in quotes in a program of any language.</summary>
internal sealed class CodeText(string text, int start, int end)
{
    private StringBuilder? joined;
    private string text = text;

    /// <summary>What it says, its escapes taken away; of several that are put together, all of them.</summary>
    public string Text
    {
        get
        {
            (text, joined) = (joined?.ToString() ?? text, null);
            return text;
        }
    }

    /// <summary>Where its first quote stands.</summary>
    public int Start { get; } = start;

    /// <summary>What follows its last.</summary>
    public int End { get; private set; } = end;

    /// <summary>Another is put behind it.</summary>
    public void Join(string more, int until)
    {
        (joined ??= new StringBuilder(text)).Append(more);
        End = until;
    }
}

/// <summary>
/// The texts in quotes of a program whose language nobody asks for: single and double quotes, backquotes, three of a kind, and the operators of Perl and Ruby. A quote
/// that does not close on its line, as in a comment, is none.
/// </summary>
internal static class CodeTexts
{
    private const string Closing = ")]}>", Opening = "([{<";

    // The globs of Perl are short.
    private const int LongestGlob = 200;

    /// <summary>All of them, in order, in a time that grows with the program.</summary>
    public static List<CodeText> Of(string code)
    {
        var texts = new List<CodeText>();
        Span<int> open = [0, 0, 0]; // until where each kind of quote has no end
        for (var at = 0; at < code.Length; at++)
        {
            var (from, end, next) = Begun(code, at, open);
            if (end < 0)
            {
                at += code[at] == '\\' ? 1 : 0;
                continue;
            }

            var said = Plain(code[from..end]);
            if (texts.Count > 0 && code.AsSpan(texts[^1].End, at - texts[^1].End).Trim(' ') is "" or "+" or "." or "..")
                texts[^1].Join(said, next);
            else
                texts.Add(new CodeText(said, at, next));
            at = next - 1;
        }

        return texts;
    }

    /// <summary>Where a text that begins at a place has its first letter, where it ends, and what follows; an end of -1 where none begins.</summary>
    private static (int From, int End, int Next) Begun(string code, int at, Span<int> open)
    {
        var kind = "'\"`".IndexOf(code[at], StringComparison.Ordinal);
        if (kind >= 0)
            return at < open[kind] ? (0, -1, 0) : Quoted(code, at, ref open[kind]);
        if (code[at] is 'q' or '%' && (at == 0 || !char.IsAsciiLetterOrDigit(code[at - 1])) && Operator(code, at) is > 0 and var delimiter)
            return (delimiter + 1, Matched(code, delimiter, out var next), next);
        if (code[at] != '<' || at + 1 == code.Length || code[at + 1] is not ('/' or '~'))
            return (0, -1, 0);
        var glob = code.AsSpan(at + 1, Math.Min(LongestGlob, code.Length - at - 1));
        return glob.IndexOfAny('>', '\n') is >= 0 and var length && glob[..length].Contains('*') ? (at + 1, at + 1 + length, at + 2 + length) : (0, -1, 0);
    }

    private static (int From, int End, int Next) Quoted(string code, int at, ref int open)
    {
        var width = at + 2 < code.Length && code[at + 1] == code[at] && code[at + 2] == code[at] ? 3 : 1;
        var end = width == 3 ? code.IndexOf(code.Substring(at, 3), at + 3, StringComparison.Ordinal) : Closed(code, at + 1, code[at]);
        if (end < 0)
            open = width == 1 && code.IndexOf('\n', at) is >= 0 and var line ? line : code.Length;
        return (at + width, end, end + width);
    }

    private static int Closed(string code, int from, char quote)
    {
        for (; from < code.Length && (quote == '`' || code[from] != '\n'); from++)
            if (code[from] == quote)
                return from;
            else if (code[from] == '\\')
                from++;
        return -1;
    }

    /// <summary>Where the delimiter of <c>q{}</c>, <c>qx()</c>, <c>%w[]</c> and their like stands, or -1.</summary>
    private static int Operator(string code, int at)
    {
        var next = at + 1 + (at + 1 < code.Length && code[at + 1] is 'q' or 'x' or 'w' or 'Q' or 'W' ? 1 : 0);
        return next < code.Length && (next > at + 1 || code[at] == 'q') && Opening.Contains(code[next]) ? next : -1;
    }

    private static int Matched(string code, int at, out int next)
    {
        var (closing, depth) = (Closing[Opening.IndexOf(code[at], StringComparison.Ordinal)], 0);
        // One that is not closed says the rest.
        for (next = at; next < code.Length; next++)
            if (code[next] == code[at])
                depth++;
            else if (code[next] == closing && --depth == 0)
                return next++;
        return code.Length;
    }

    private static string Plain(string written)
    {
        if (!written.Contains('\\'))
            return written;
        var plain = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] != '\\' || at + 1 == written.Length)
            {
                plain.Append(written[at]);
                continue;
            }

            var letter = written[++at];
            var digits = letter switch { 'x' => 2, 'u' => 4, >= '0' and <= '7' => 3, _ => 0 };
            var (value, from) = (0, digits == 3 ? at : at + 1);
            var end = from;
            for (; end < written.Length && end < from + digits && (digits == 3 ? written[end] is >= '0' and <= '7' : char.IsAsciiHexDigit(written[end])); end++)
                value = value * (digits == 3 ? 8 : 16) + Convert.ToInt32(written[end].ToString(), 16);
            plain.Append(end > from ? (char)value : letter switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => letter });
            at = end > from ? end - 1 : at;
        }

        return plain.ToString();
    }
}
