using System.IO.Hashing;

namespace Pith.Compaction.Selection;

/// <summary>The shape of a line: what a tool prints again and again, but for the numbers.</summary>
internal static class LineTemplate
{
    /// <summary>A hash of a line with every word that holds a digit made alike: what a tool prints again and again.</summary>
    public static ulong Of(ReadOnlySpan<byte> line)
    {
        Span<byte> shape = stackalloc byte[256];
        line = Lines.Core(line);
        var length = 0;
        for (var i = 0; i < line.Length && length < shape.Length;)
        {
            var end = i;
            var digit = false;
            while (end < line.Length && (char.IsAsciiLetterOrDigit((char)line[end]) || line[end] == '.'))
                digit |= char.IsAsciiDigit((char)line[end++]);
            end = Math.Max(end, i + 1);
            var word = digit ? "#"u8 : line[i..end];
            word = word[..Math.Min(word.Length, shape.Length - length)];
            word.CopyTo(shape[length..]);
            length += word.Length;
            i = end;
        }

        return XxHash3.HashToUInt64(shape[..length]);
    }
}
