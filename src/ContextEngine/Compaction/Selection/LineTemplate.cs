using System.IO.Hashing;

namespace Pith.Compaction.Selection;

/// <summary>The shape of a line: what a tool prints again and again, but for the numbers.</summary>
internal static class LineTemplate
{
    /// <summary>A hash of a line with every word that holds a digit made alike: what a tool prints again and again.</summary>
    /// <param name="core">The line without number and margins.</param>
    public static ulong Of(ReadOnlySpan<byte> core)
    {
        const int longest = 256;
        var first = core.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (first < 0)
            return XxHash3.HashToUInt64(core[..Math.Min(core.Length, longest)]);
        Span<byte> shape = stackalloc byte[longest];
        first = Math.Min(first, longest);
        while (first > 0 && IsPart(core[first - 1]))
            first--;
        core[..first].CopyTo(shape);
        var (length, word, digit) = (first, first, false); // where its last word began, and whether that holds one
        for (var i = first; i < core.Length && length < shape.Length; i++)
        {
            var c = core[i];
            var (isDigit, isPart) = (char.IsAsciiDigit((char)c), IsPart(c));
            if (isDigit && !digit)
                (shape[word], length, digit) = ((byte)'#', word + 1, true);
            else if (!isPart || !digit)
                shape[length++] = c;
            if (!isPart)
                (word, digit) = (length, false);
        }

        return XxHash3.HashToUInt64(shape[..length]);
    }

    private static bool IsPart(byte c) => char.IsAsciiLetterOrDigit((char)c) || c == '.';
}
