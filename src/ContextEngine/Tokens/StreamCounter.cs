using Pith.Text;

namespace Pith.Tokens;

/// <summary>Counts a text that arrives in chunks; the total is that of the whole text, however it is cut.</summary>
/// <remarks>
/// Each chunk costs its own length. A text costs 256 bytes of memory at first and 8 KB soon; a piece of any length is
/// counted as it comes, in at most 512 KB. Appending allocates nothing once that is there. With a tokenizer that a user
/// brought, a text is held up to the last place where both sides stand alone, and so all of one that has no such place.
/// Not thread-safe.
/// </remarks>
public sealed class StreamCounter
{
    private readonly TokenMeter meter;
    private readonly TokenStream? tokens; // of a vocabulary of ours
    private readonly BroughtStream? brought; // of a user's
    private readonly EstimateStream? estimate; // of an estimate, which adds up counts of both vocabularies
    private readonly byte[] open = new byte[4]; // the beginning of a character
    private int openLength;
    private long units; // of the texts joined, and of one that is counted in characters
    private bool isFinished;

    /// <summary>A counter of one text.</summary>
    public StreamCounter(TokenMeter meter)
        : this(meter, TokenStream.Window)
    {
    }

    /// <summary>The same with windows of another size, so that tests meet their edges often.</summary>
    internal StreamCounter(TokenMeter meter, int window)
    {
        ArgumentNullException.ThrowIfNull(meter);
        this.meter = meter;
        estimate = meter.Estimator is { } estimator ? new(estimator, window) : null;
        brought = meter.Brought is { } counter ? new(counter) : null;
        tokens = meter.Counter is { } own ? new(own, window) : null;
    }

    /// <summary>
    /// The number of the text so far: what the meter says of it as it stands, a character that has only begun counted as
    /// the replacement character. Costs what is held back, which is seldom more than a word.
    /// </summary>
    public long Total => estimate?.Total ?? meter.Total(Units);

    /// <summary>The bytes it has room for now.</summary>
    internal int Capacity => tokens?.Capacity ?? 0;

    /// <inheritdoc cref="TokenStream.Looked"/>
    internal long Looked => tokens?.Looked ?? 0;

    private long Units
    {
        get
        {
            var ending = openLength > 0 ? "\uFFFD"u8 : default;
            return units + (tokens?.Total(ending) ?? brought?.Total(ending) ?? (ending.IsEmpty ? 0 : 1));
        }
    }

    /// <summary>Takes the next bytes; a chunk may end anywhere, also inside a character.</summary>
    /// <exception cref="InvalidOperationException">After <see cref="Finish"/>.</exception>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        ThrowIfFinished();
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
            var left = Utf8Text.OpenTail(open.AsSpan(0, openLength));
            Take(open.AsSpan(0, openLength - left));
            open.AsSpan(openLength - left, left).CopyTo(open);
            openLength = left;
        }

        if (chunk.IsEmpty)
            return;
        var tail = Utf8Text.OpenTail(chunk);
        chunk[^tail..].CopyTo(open);
        openLength = tail;
        Take(chunk[..^tail]);
    }

    /// <summary>
    /// Adds the text of another counter behind this one's, which then are one text: it must start at a
    /// <see cref="SafeCut"/> of the whole, and be counted with the same meter. Several threads can so count one text.
    /// </summary>
    /// <exception cref="ArgumentException">The other counts with another meter, or with one that cannot join.</exception>
    /// <exception cref="InvalidOperationException">After <see cref="Finish"/>.</exception>
    public void Join(StreamCounter next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ThrowIfFinished();
        if (next.meter != meter)
            throw new ArgumentException("The two texts are counted with different meters.", nameof(next));
        if (!meter.CanJoin)
            throw new ArgumentException($"Texts counted with {meter.Name} cannot be joined.", nameof(next));
        units = Units + next.Units;
        openLength = 0;
        tokens?.Clear();
    }

    /// <summary>The number of the whole text. The stream cannot be appended to afterwards.</summary>
    public long Finish()
    {
        isFinished = true;
        return Total;
    }

    private void Take(ReadOnlySpan<byte> whole)
    {
        if (tokens is not null)
            tokens.Append(whole);
        else if (brought is not null)
            brought.Append(whole);
        else
            units += meter.Units(whole);
    }

    private void ThrowIfFinished()
    {
        if (isFinished)
            throw new InvalidOperationException("This text has been finished.");
    }
}
