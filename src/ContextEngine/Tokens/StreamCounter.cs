namespace Pith.Tokens;

/// <summary>Counts a text that arrives in chunks; the total is that of the whole text, however it is cut.</summary>
/// <remarks>
/// Holds back what the next chunk could still change, and up to 256 KB so that work is done in large blocks; a single piece
/// may be of any length. Only two things make it hold more: white space behind a line end, and upper case behind a caseless
/// letter, when they go on for longer than that. Not thread-safe.
/// </remarks>
public sealed class StreamCounter
{
    private const int DefaultBlock = 256 * 1024;

    private readonly TokenMeter meter;
    private readonly int block;
    private byte[] text; // valid UTF-8, from a place where a piece starts
    private int length;
    private readonly byte[] open = new byte[4]; // the beginning of a character
    private int openLength;
    private PieceStem stem; // at the start of the text, when it goes on inside a giant piece
    private long units;
    private bool isStarted; // something before the text was counted
    private bool isFinished;
    private readonly EstimateStream? estimate; // an estimate adds up counts of both vocabularies instead

    /// <summary>The bytes it has room for now.</summary>
    internal int Capacity => text.Length;

    /// <summary>A counter of one text.</summary>
    public StreamCounter(TokenMeter meter)
        : this(meter, DefaultBlock)
    {
    }

    /// <summary>The same with blocks of another size, so that tests meet their edges often.</summary>
    internal StreamCounter(TokenMeter meter, int block)
    {
        ArgumentNullException.ThrowIfNull(meter);
        this.meter = meter;
        this.block = block;
        estimate = meter.Estimator is { } estimator ? new(estimator, block) : null;
        text = estimate is null ? new byte[block] : [];
    }

    /// <summary>Takes the next bytes; a chunk may end anywhere, also inside a character.</summary>
    /// <exception cref="InvalidOperationException">After <see cref="Finish"/>.</exception>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        if (isFinished)
            throw new InvalidOperationException("This text has been finished.");
        if (estimate is not null)
        {
            estimate.Append(chunk);
            return;
        }

        // Complete the open character a byte at a time: it is closed, or seen to be broken, within three bytes.
        while (openLength > 0 && !chunk.IsEmpty)
        {
            open[openLength++] = chunk[0];
            chunk = chunk[1..];
            var tail = Utf8Repair.OpenTail(open.AsSpan(0, openLength));
            Take(open.AsSpan(0, openLength - tail));
            open.AsSpan(openLength - tail, tail).CopyTo(open);
            openLength = tail;
        }

        while (!chunk.IsEmpty)
        {
            var part = chunk[..Math.Min(chunk.Length, block / 4)];
            var tail = Utf8Repair.OpenTail(part);
            if (part.Length == chunk.Length)
            {
                part[^tail..].CopyTo(open);
                openLength = tail;
                chunk = default;
            }
            else
            {
                chunk = chunk[(part.Length - tail)..];
            }

            Take(part[..^tail]);
        }
    }

    /// <summary>The number of the whole text. The stream cannot be appended to afterwards.</summary>
    public long Finish()
    {
        if (estimate is not null)
        {
            isFinished = true;
            return estimate.Finish();
        }

        if (!isFinished)
        {
            Take(open.AsSpan(0, openLength));
            units += meter.Counter?.CountBehind(stem.Length, text.AsSpan(0, length)) ?? meter.Brought?.Count(text.AsSpan(0, length), !isStarted) ?? 0;
            isFinished = true;
            text = [];
            length = 0;
        }

        return meter.Total(units);
    }

    private void Take(ReadOnlySpan<byte> whole)
    {
        if (meter.Counter is null && meter.Brought is null)
        {
            units += meter.Units(whole);
            return;
        }

        if (length + whole.Length * 3 > text.Length)
        {
            if (meter.Counter is { } counter)
                Drain(counter);
            else
                Drain(meter.Brought!);
            if (length + whole.Length * 3 > text.Length)
                Array.Resize(ref text, text.Length <= int.MaxValue / 2 ? text.Length * 2 : throw new InsufficientMemoryException());
        }

        length += Utf8Repair.Write(whole, text.AsSpan(length));
    }

    private void Drain(BroughtCounter counter)
    {
        var held = text.AsSpan(0, length);
        var cut = counter.SafePrefix(held);
        if (cut == 0)
            return;
        units += counter.Count(held[..cut], !isStarted);
        isStarted = true;
        held[cut..].CopyTo(text);
        length -= cut;
    }

    private void Drain(TokenCounter counter)
    {
        var held = text.AsSpan(0, length);
        var cut = counter.SafePrefix(held);
        units += cut > 0 ? counter.CountBehind(stem.Length, held[..cut]) : counter.CountSettled(stem.Length, held, out cut);
        if (cut > 0)
            stem = default;
        else
            units += counter.CountGiant(held, ref stem, out cut);
        if (cut == 0)
            return;
        var kept = held[cut..];
        kept.CopyTo(text.AsSpan(stem.Length));
        length = stem.Write(text) + kept.Length;
    }
}
