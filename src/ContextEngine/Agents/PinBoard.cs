using System.Text;
using Pith.Compaction.Wishes;
using Pith.Offload;
using Pith.Sessions;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>
/// What the user pinned in a live conversation. A turn, a handle or a long text is resolved when it is pinned and stored, so
/// that the pin means the same after every boundary.
/// </summary>
/// <param name="store">Has what handles stand for, and takes what turns said.</param>
/// <param name="session">Keeps the pins; without one they last as long as this.</param>
public sealed class PinBoard(BlobStore store, SessionLog? session)
{
    /// <summary>Characters of a pin that a record of the log and a list of pins take; the whole is in the store then.</summary>
    private const int LongestWord = 4000;

    private readonly List<SessionPin> _own = [];

    /// <summary>The log; another one from the moment a conversation is taken back.</summary>
    public SessionLog? Session { get; set; } = session;

    /// <summary>The pins, in the order they were set.</summary>
    public IReadOnlyList<SessionPin> All => Session is null ? _own : SessionPins.Of(Session.Path);

    /// <summary>Pins something.</summary>
    /// <param name="word"><c>turn:12</c>, <c>/regex/</c>, a handle, or words.</param>
    /// <param name="said">The conversation, where a turn is looked for.</param>
    /// <returns>What is wrong, as a sentence, a full disk among it; null where it is pinned.</returns>
    public string? Add(string word, IReadOnlyList<ReadOnlyMemory<byte>> said)
    {
        try
        {
            if (!Pin.TryParse(word, handle => Recalled(store, handle), out var pin, out var problem))
                return problem;
            if (pin.Kind == PinKind.Pattern && pin.Word.Length > LongestWord)
                return $"an expression of {pin.Word.Length:N0} characters is too long to be pinned; pin the words themselves";
            var shown = pin.Word.Length > LongestWord ? $"{pin.Word[..LongestWord]} …" : pin.Word;
            BlobHash? stored = pin.Kind == PinKind.Text && !pin.Text.Span.SequenceEqual(Encoding.UTF8.GetBytes(shown)) ? store.Put(pin.Text.Span) : null;
            if (pin.Kind == PinKind.Turn && TurnOf(pin.Turn, said) is var text)
                stored = text.Length > 0 ? store.Put(text) : null;
            if (pin.Kind == PinKind.Turn && stored is null)
                return $"there is no {pin.Word}; 'pith sessions receipts' and 'pith compact --plan' number the turns";
            if (Session is not null)
                SessionPins.Add(Session, shown, stored);
            else
                _own.Add(new SessionPin(_own.Count == 0 ? 1 : _own[^1].Number + 1, shown, stored));
            return null;
        }
        catch (StoreException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>Takes a pin away; false where there is none of that number.</summary>
    public bool Remove(int number)
    {
        if (!All.Any(p => p.Number == number))
            return false;
        if (Session is not null)
            SessionPins.Remove(Session, number);
        return Session is not null || _own.RemoveAll(p => p.Number == number) > 0;
    }

    /// <summary>The text behind a handle; null where the store has none, or more than one.</summary>
    public static ReadOnlyMemory<byte>? Recalled(BlobStore store, string handle)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            return Handle.TryParse(handle, out var prefix) && store.TryResolve(prefix, out var hash) ? store.Get(hash) : default(ReadOnlyMemory<byte>?);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    /// <summary>The pins as the planner wants them. One whose text the store has lost is left out.</summary>
    internal IReadOnlyList<Pin> Pins() => [.. All.Select(PinOf).OfType<Pin>()];

    private Pin? PinOf(SessionPin pin) =>
        pin.Stored is { } stored
            ? Recalled(store, stored.ToString()) is { } text ? new Pin(PinKind.Text, pin.Word, text) : null
            : Pin.TryParse(pin.Word, _ => null, out var read, out _) ? read : null;

    private static byte[] TurnOf(int turn, IReadOnlyList<ReadOnlyMemory<byte>> said)
    {
        using var index = MessageList.Index(said);
        var text = new MemoryStream();
        for (var i = 0; i < index.Blocks.Length; i++)
        {
            if (index.Turns[index.Blocks[i].Turn].Number != turn || index.Blocks[i].Kind is BlockKind.Thinking or BlockKind.Image)
                continue;
            text.Write(text.Length > 0 ? "\n"u8 : []);
            text.Write(index.Text(i));
        }

        return text.ToArray();
    }
}
