using System.Buffers;
using System.Buffers.Text;

namespace Pith.Offload;

/// <summary>
/// What a context shows of a result that is too large for it: selected runs of lines exactly as they stand, a mark
/// with the line numbers of what was left out between them (they are what <c>pith recall --lines</c> takes), and the
/// handle line at the end. Pure: the same bytes and context give the same preview.
/// </summary>
public static class Preview
{
    /// <summary>The most a preview may take in a context, in bytes; results up to this length need none.</summary>
    public const int MaxBytes = 8192;

    [ThreadStatic]
    private static LineSelector? selector;

    [ThreadStatic]
    private static List<TextSpan>? spans;

    /// <summary>
    /// Writes a preview of <paramref name="content"/> of at most <paramref name="maxBytes"/> bytes and returns how many.
    /// Content that fits is written as it is, without a handle line. Never cuts inside a character. Works from 200
    /// bytes up; below, it may be a mere handle, or nothing where even that does not fit.
    /// </summary>
    public static int Write(ReadOnlySpan<byte> content, in PreviewContext context, int maxBytes, IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (content.Length <= maxBytes)
        {
            writer.Write(content);
            return content.Length;
        }

        selector ??= new LineSelector();
        selector.Load(content, in context, Math.Clamp(maxBytes / 12, 64, 512));
        Span<byte> handle = stackalloc byte[HandleLine.MaxBytes];
        var handleLength = context.Hash is { } hash
            ? HandleLine.WriteWithin(maxBytes, hash, in context, selector.LineCount, content.Length, handle)
            : 0;

        var gapCost = Math.Max("…  lines, - …\n"u8.Length + (3 * Digits(selector.LineCount)), "…  bytes …\n"u8.Length + Digits(content.Length));
        (spans ??= []).Clear();
        // One byte more for the line feed before the handle line when the last line has none.
        selector.Select(content, maxBytes - handleLength - 1, static text => text.Length, gapCost, spans);
        if (spans.Count == 0 && handleLength == 0)
        {
            var start = content[..Scalars.Floor(content, Math.Max(maxBytes, 0))];
            writer.Write(start);
            return start.Length;
        }

        var written = WriteSpans(content, spans, selector.LineCount, writer);
        writer.Write(handle[..handleLength]);
        return written + handleLength;
    }

    private static int WriteSpans(ReadOnlySpan<byte> content, List<TextSpan> spans, int lines, IBufferWriter<byte> writer)
    {
        if (spans.Count == 0)
            return 0;
        var written = 0;
        int end = 0, lastLine = 0;
        var atLineStart = true;
        foreach (var span in spans)
        {
            written += WriteGap(content, end, span.Start, lastLine, span.FirstLine, ref atLineStart, writer);
            writer.Write(content[span.Start..span.End]);
            written += span.End - span.Start;
            atLineStart = content[span.End - 1] == '\n';
            end = span.End;
            lastLine = span.LastLine;
        }

        written += WriteGap(content, end, content.Length, lastLine, lines + 1, ref atLineStart, writer);
        if (!atLineStart)
        {
            writer.Write("\n"u8);
            written++;
        }

        return written;
    }

    // Whole lines: "… 12 lines, 34-45 …" on a line of its own. Part of a line: "… 678 bytes …" in its place.
    private static int WriteGap(
        ReadOnlySpan<byte> content, int start, int end, int lastLine, int nextLine, ref bool atLineStart, IBufferWriter<byte> writer)
    {
        if (start == end)
            return 0;
        Span<byte> mark = stackalloc byte[96];
        var endsLine = end == content.Length || content[end - 1] == '\n';
        var whole = atLineStart && endsLine && nextLine - lastLine > 1;
        var at = Append(mark, "… "u8);
        if (whole)
        {
            var left = nextLine - lastLine - 1;
            at += Append(mark[at..], left);
            at += Append(mark[at..], left == 1 ? " line, "u8 : " lines, "u8);
            at += Append(mark[at..], lastLine + 1);
            if (left > 1)
            {
                at += Append(mark[at..], "-"u8);
                at += Append(mark[at..], nextLine - 1);
            }
        }
        else
        {
            at += Append(mark[at..], end - start);
            at += Append(mark[at..], " bytes"u8);
        }

        at += Append(mark[at..], " …"u8);
        if (endsLine)
            mark[at++] = (byte)'\n';
        atLineStart = endsLine;
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
