using System.Buffers;

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

        var gapCost = GapMark.MaxLength(content.Length, selector.LineCount);
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
        var numbered = ListingNumbers.FirstOf(content) > 0;
        int written = 0, end = 0, lastLine = 0;
        var atLineStart = true;
        foreach (var span in spans)
        {
            var endsLine = span.Start == 0 || content[span.Start - 1] == '\n';
            if (span.Start > end)
                written += GapMark.Write(span.Start - end, lastLine + (atLineStart ? 1 : 0), span.FirstLine - (endsLine ? 1 : 0), atLineStart && endsLine, endsLine, numbered, writer);
            writer.Write(content[span.Start..span.End]);
            written += span.End - span.Start;
            atLineStart = content[span.End - 1] == '\n';
            end = span.End;
            lastLine = span.LastLine;
        }

        if (end < content.Length)
            return written + GapMark.Write(content.Length - end, lastLine + (atLineStart ? 1 : 0), lines, atLineStart, endsLine: true, numbered, writer);
        if (atLineStart)
            return written;
        writer.Write("\n"u8);
        return written + 1;
    }
}
