using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Pith.Offload;

/// <summary>
/// Brings back parts of what was left out: lines by number, by pattern, with context. Streams: memory is bounded by
/// <see cref="LongestPiece"/> and the context asked for, whatever the length of the content or of its lines.
/// </summary>
/// <remarks>
/// Filtered output is numbered the way grep does it: <c>12:</c> before a line that was asked for, <c>12-</c> before its
/// context, <c>--</c> between groups. A numbered listing of a file keeps its own numbers: they are not added again, and
/// they are what <see cref="RecallQuery.Lines"/> counts by. Lines over <see cref="LongestShown"/> bytes show the surroundings of their matches.
/// </remarks>
public sealed class Recall
{
    /// <summary>Most lines of context on each side.</summary>
    public const int MostContext = 1000;

    /// <summary>Bytes of one line that are matched at a time; a longer line is searched in pieces that overlap by 4,096 bytes.</summary>
    public const int LongestPiece = 1 << 20;

    /// <summary>Bytes of a line up to which a search shows it whole.</summary>
    public const int LongestShown = 4096;

    private const int Overlap = 4096;

    // Enough to see the numbers of a listing's first two lines.
    private const int ListingStart = 4096;

    private readonly RecallQuery query;
    private readonly Regex? regex;

    private Recall(RecallQuery query, Regex? regex)
    {
        this.query = query;
        this.regex = regex;
    }

    /// <summary>Prepares a query. Returns false with a sentence for people when its pattern or context is not valid.</summary>
    public static bool TryCreate(in RecallQuery query, [NotNullWhen(true)] out Recall? recall, [NotNullWhen(false)] out string? error)
    {
        recall = null;
        error = query.Context is < 0 or > MostContext ? $"the context must be 0 to {MostContext} lines" : null;
        if (error is not null)
            return false;
        try
        {
            var regex = query.Pattern is null ? null : new Regex(query.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            recall = new Recall(query, regex);
            return true;
        }
        catch (RegexParseException invalid)
        {
            // The runtime's own text is not in the native binary.
            error = $"the pattern is not a regular expression: {invalid.Error} at character {invalid.Offset}";
        }
        catch (NotSupportedException)
        {
            error = "the pattern uses lookarounds, backreferences or atomic groups, which a search in linear time cannot do";
        }

        return false;
    }

    /// <summary>Reads <paramref name="content"/> from where it stands and writes what was asked for. Stops reading after the last line asked for.</summary>
    public RecallSummary Write(Stream content, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(destination);
        if (regex is null && query.Lines == LineRange.All)
            return Copy(content, destination);
        using var output = new RecallOutput(destination, regex, query.Context);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var lines = Scan(content, ref buffer, output);
            return new RecallSummary(output.Matches, lines, output.Finish());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static RecallSummary Copy(Stream content, Stream destination)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        long lines = 0, bytes = 0;
        var last = (byte)'\n';
        while (content.Read(buffer) is > 0 and var read)
        {
            destination.Write(buffer, 0, read);
            bytes += read;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            last = buffer[read - 1];
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return new RecallSummary(0, last == '\n' ? lines : lines + 1, bytes);
    }

    // Returns how many lines were looked at.
    private long Scan(Stream content, ref byte[] buffer, RecallOutput output)
    {
        var keep = regex is null ? 0 : Overlap;
        int start = 0, searched = 0, end = 0;
        while (end < ListingStart && content.Read(buffer, end, ListingStart - end) is > 0 and var early)
            end += early;
        var line = Math.Max(ListingNumbers.FirstOf(buffer.AsSpan(0, end)), 1);
        output.IsNumbered = ListingNumbers.FirstOf(buffer.AsSpan(0, end)) > 0;
        var before = line - 1;
        var isRest = false;
        while (line <= query.Lines.Last)
        {
            var feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                Show(line++, buffer.AsSpan(start, searched + feed - start), isRest, endsLine: true, output);
                start = searched = searched + feed + 1;
                isRest = false;
                continue;
            }

            if (end - start >= LongestPiece)
            {
                Show(line, buffer.AsSpan(start, end - start), isRest, endsLine: false, output);
                start = end - keep;
                isRest = true;
            }

            searched = end;
            MakeRoom(ref buffer, ref start, ref searched, ref end);
            var read = content.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                if (start == end && !isRest)
                    break;
                Show(line++, buffer.AsSpan(start, end - start), isRest, endsLine: true, output);
                break;
            }

            end += read;
        }

        return line - 1 - before;
    }

    private void Show(long line, ReadOnlySpan<byte> text, bool isRest, bool endsLine, RecallOutput output)
    {
        if (line < query.Lines.First)
            return;
        if (regex is null)
            output.Copy(line, text, isRest, endsLine);
        else if (isRest || !endsLine)
            output.SearchPart(line, text);
        else
            output.Search(line, text);
    }

    // Moves what is unread to the front when the buffer is full, into a larger one when it is full of one line.
    private static void MakeRoom(ref byte[] buffer, ref int start, ref int searched, ref int end)
    {
        if (end < buffer.Length)
            return;
        var unread = buffer.AsSpan(start, end - start);
        if (unread.Length > buffer.Length / 2)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            unread.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else
        {
            unread.CopyTo(buffer);
        }

        end -= start;
        searched -= start;
        start = 0;
    }
}
