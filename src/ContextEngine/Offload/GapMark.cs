using System.Buffers;
using System.Buffers.Text;

namespace Pith.Offload;

/// <summary>
/// What stands for text left out of a preview. Whole lines: <c>… 12 lines, 34-45 …</c> on a line of its own, without
/// the numbers where the lines carry them. Less: <c>… 678 bytes …</c> in its place.
/// </summary>
internal static class GapMark
{
    /// <summary>No mark in a text of these measures is longer.</summary>
    public static int MaxLength(int bytes, int lines) =>
        "…  bytes, lines - …\n"u8.Length + Digits(bytes) + (2 * Digits(lines));

    /// <summary>Writes a mark and returns its length.</summary>
    /// <param name="bytes">Bytes left out.</param>
    /// <param name="first">First line that lost something.</param>
    /// <param name="last">Last line that lost something.</param>
    /// <param name="isWhole">Whether only whole lines were left out.</param>
    /// <param name="endsLine">Whether what follows starts a line.</param>
    /// <param name="isNumbered">Whether the lines carry their numbers.</param>
    /// <param name="writer">Takes the mark.</param>
    public static int Write(int bytes, int first, int last, bool isWhole, bool endsLine, bool isNumbered, IBufferWriter<byte> writer)
    {
        Span<byte> mark = stackalloc byte[96];
        var at = Append(mark, "… "u8);
        at += Append(mark[at..], isWhole ? last - first + 1 : bytes);
        at += Append(mark[at..], !isWhole ? " bytes"u8 : first == last ? " line"u8 : " lines"u8);
        if (!isNumbered && (isWhole || last > first))
        {
            at += Append(mark[at..], isWhole ? ", "u8 : ", lines "u8);
            at += Append(mark[at..], first);
            if (last > first)
            {
                at += Append(mark[at..], "-"u8);
                at += Append(mark[at..], last);
            }
        }

        at += Append(mark[at..], " …"u8);
        if (endsLine)
            mark[at++] = (byte)'\n';
        writer.Write(mark[..at]);
        return at;
    }

    private static int Append(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        text.CopyTo(destination);
        return text.Length;
    }

    private static int Append(Span<byte> destination, int number)
    {
        Utf8Formatter.TryFormat(number, destination, out var written);
        return written;
    }

    private static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
            digits++;
        return digits;
    }
}
