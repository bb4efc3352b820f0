using System.IO.Hashing;

namespace Pith.Compaction.Selection;

/// <summary>The shape of a line: what a tool prints again and again, but for the numbers.</summary>
internal static class LineTemplate
{
    /// <summary>A hash of a line with every word that holds a digit made alike: what a tool prints again and again.</summary>
    /// <param name="core">The line without number and margins.</param>
    public static ulong Of(ReadOnlySpan<byte> core)
    {
        Span<byte> shape = stackalloc byte[256];
        var (length, word, digit) = (0, 0, false); // where its last word began, and whether that holds one
        for (var i = 0; i < core.Length && length < shape.Length; i++)
        {
            var c = core[i];
            var (isDigit, isPart) = (char.IsAsciiDigit((char)c), char.IsAsciiLetterOrDigit((char)c) || c == '.');
            if (isDigit && !digit)
                (shape[word], length, digit) = ((byte)'#', word + 1, true);
            else if (!isPart || !digit)
                shape[length++] = c;
            if (!isPart)
                (word, digit) = (length, false);
        }

        return XxHash3.HashToUInt64(shape[..length]);
    }
}
