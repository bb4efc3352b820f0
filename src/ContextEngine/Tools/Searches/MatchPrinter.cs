using System.Globalization;
using System.Text;
using Pith.Text;

namespace Pith.Tools.Searches;

/// <summary>Writes matching lines as grep does: <c>path:12:text</c>, context as <c>path-11-text</c>, <c>--</c> between groups.</summary>
internal sealed class MatchPrinter(GrepQuery query)
{
    /// <summary>Bytes of a line that are shown.</summary>
    public const int LongestLine = 500;

    private readonly StringBuilder output = new();
    private bool hasContext;

    /// <summary>Lines that match, so far.</summary>
    public long Matches { get; private set; }

    /// <summary>Characters so far.</summary>
    public int Length => output.Length;

    public override string ToString() => output.ToString();

    /// <summary>Writes the matches of a file, until there are enough.</summary>
    /// <param name="shown">The path in front of each line; empty for none.</param>
    /// <param name="text">All of the file.</param>
    /// <param name="pattern">The pattern.</param>
    public void Write(string shown, ReadOnlySpan<byte> text, LinePattern pattern)
    {
        pattern.Begin();
        int passed = 0, line = 1, shownTo = 0;
        for (var from = 0; from < text.Length && Matches < query.Most && Find(pattern, text, from, out var match); from = match.End + 1)
        {
            line += text[passed..match.Start].Count((byte)'\n');
            passed = match.Start;
            var first = Earlier(text, match.Start, shownTo, query.Before, out var lines);
            if ((query.Before > 0 || query.After > 0) && hasContext && (first > shownTo || shownTo == 0))
                output.Append("--\n");
            hasContext = true;
            shownTo = WriteLines(shown, text, first, match.Start, line - lines, '-', -1);
            shownTo = WriteLines(shown, text, match.Start, Math.Min(match.End + 1, text.Length), line, ':', match.At);
            Matches++;
            var next = Later(text, shownTo, query.After, pattern, match.End + 1);
            shownTo = WriteLines(shown, text, shownTo, next, line + text[match.Start..shownTo].Count((byte)'\n'), '-', -1);
        }
    }

    private bool Find(LinePattern pattern, ReadOnlySpan<byte> text, int from, out LineMatch match) =>
        query.AcrossLines ? pattern.TryFindAcross(text, from, out match) : pattern.TryFind(text, from, out match);

    // The start of the line so many lines before, but nothing that was shown already.
    private static int Earlier(ReadOnlySpan<byte> text, int start, int shownTo, int count, out int lines)
    {
        for (lines = 0; lines < count && start > shownTo; lines++)
            start = text[..(start - 1)].LastIndexOf((byte)'\n') + 1;
        return start;
    }

    // The end of the line so many lines behind, but before the next match: that one is shown as what it is.
    private int Later(ReadOnlySpan<byte> text, int end, int count, LinePattern pattern, int from)
    {
        if (count == 0 || end >= text.Length)
            return end;
        var limit = from < text.Length && Find(pattern, text, from, out var next) ? next.Start : text.Length;
        for (; count > 0 && end < limit; count--)
            end = text[end..].IndexOf((byte)'\n') is >= 0 and var feed ? end + feed + 1 : text.Length;
        return end;
    }

    private int WriteLines(string shown, ReadOnlySpan<byte> text, int start, int end, int number, char mark, int at)
    {
        while (start < end)
        {
            var feed = text[start..end].IndexOf((byte)'\n');
            var lineEnd = feed < 0 ? end : start + feed;
            if (shown.Length > 0)
                output.Append(shown).Append(mark);
            if (query.ShowsNumbers)
                output.Append(CultureInfo.InvariantCulture, $"{number}{mark}");
            output.Append(Cut(text[start..lineEnd], at - start)).Append('\n');
            number++;
            start = feed < 0 ? end : lineEnd + 1;
        }

        return end;
    }

    // Of a long line what is around the match.
    private static string Cut(ReadOnlySpan<byte> line, int at)
    {
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (line.Length <= LongestLine)
            return Encoding.UTF8.GetString(line);
        var start = Math.Clamp(at - (LongestLine / 4), 0, line.Length - LongestLine);
        while (start > 0 && start < line.Length && (line[start] & 0xC0) == 0x80)
            start--;
        var part = line[start..];
        var cut = Utf8Text.CutAt(part, LongestLine);
        return string.Create(CultureInfo.InvariantCulture, $"{(start > 0 ? "… " : "")}{Encoding.UTF8.GetString(part[..cut])}{(cut < part.Length ? " …" : "")} [{line.Length:N0} bytes]");
    }
}
