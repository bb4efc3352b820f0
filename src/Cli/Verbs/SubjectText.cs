using System.Text;
using Pith.Cli.Printing;
using Pith.Text;

namespace Pith.Cli.Verbs;

/// <summary>Files and commands as reports show them: unescaped, on one line, not longer than a table can bear.</summary>
internal static class SubjectText
{
    private const int Longest = 100;

    /// <summary>The text of a symbol, whose JSON escapes the index keeps.</summary>
    public static string Of(ReadOnlySpan<byte> symbol)
    {
        if (symbol.IndexOf((byte)'\\') < 0)
            return Encoding.UTF8.GetString(symbol);
        var plain = new byte[JsonString.UnescapedMaxLength(symbol.Length) + 1];
        return Encoding.UTF8.GetString(plain.AsSpan(0, JsonString.Unescape(symbol, plain)));
    }

    /// <summary>At most so many characters: of a path the end says most, of anything else the beginning.</summary>
    public static string Clip(string text, int longest = Longest)
    {
        var line = PlainTable.OneLine(text);
        if (line.Length <= longest)
            return line;
        var isPath = !line.Contains(' ') && line.AsSpan().IndexOfAny('/', '\\') >= 0;
        var at = isPath ? line.Length - longest + 1 : longest - 1;
        if (char.IsLowSurrogate(line[at]))
            at += isPath ? 1 : -1;
        return isPath ? "…" + line[at..] : line[..at] + "…";
    }
}
