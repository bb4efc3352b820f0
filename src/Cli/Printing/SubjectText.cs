using System.Text;

namespace Pith.Cli.Printing;

/// <summary>Files and commands as reports show them: on one line, not longer than a table can bear.</summary>
internal static class SubjectText
{
    private const int Longest = 100;

    /// <summary>The text of a symbol.</summary>
    public static string Of(ReadOnlySpan<byte> symbol) => Encoding.UTF8.GetString(symbol);

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
