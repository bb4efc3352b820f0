using System.Globalization;
using System.Text;
using Pith.Compaction.Receipts;
using Pith.Events;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>
/// Keeps a conversation in a session's log. What goes in is what is sent, so a request made from the log continues the one
/// before to the byte.
/// </summary>
/// <param name="session">The log; the caller owns it.</param>
/// <param name="durability">When it waits for the disk.</param>
public sealed class SessionKeeper(SessionLog session, Durability durability = Durability.Strict) : IConversationLog
{
    private bool _isTurnOver;

    /// <summary>The log; another one from the moment a conversation is taken back.</summary>
    public SessionLog Session { get; set; } = session;

    /// <summary>
    /// Appends to a request what a session holds since its last compaction: as it was sent, or, where a provider would
    /// refuse that (a log was damaged, or another program wrote it), put right by <see cref="SoundMessages"/>.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="request">A request without messages.</param>
    /// <param name="store">Takes what does not stay in the context; without it nothing leaves.</param>
    /// <returns>What could not be brought back from the store, and what was put right, one sentence each.</returns>
    public static IReadOnlyList<string> Restore(SessionLog session, ModelRequest request, BlobStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(request);
        var lost = new List<string>();
        var messages = new List<ReadOnlyMemory<byte>>();
        foreach (var message in session.Messages())
        {
            if (message.Lost is { } sentence)
                lost.Add(sentence);
            messages.Add(MessageBytes.Of(message.Role == Role.Assistant, message.Content.Span));
        }

        var sound = SoundMessages.Of(messages, request.Head.Model, store, out var repairs);
        foreach (var message in sound)
            request.Append(message);
        if (repairs > 0)
            lost.Add($"what the session holds would be refused as it stands; {repairs.ToString("N0", CultureInfo.InvariantCulture)} places of the request were put right, the log stays as it is");
        return lost;
    }

    /// <inheritdoc/>
    public ValueTask UserAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => Keep("prompt", () =>
    {
        Session.AppendUser(MessageBytes.ContentOf(message.Span));
        _isTurnOver = false;
        Barrier(); // before the first request: words of a person are never lost
    });

    /// <inheritdoc/>
    public ValueTask AnswerAsync(ReadOnlyMemory<byte> message, string id, string model, TokenUsage usage, string stopReason, CancellationToken cancel) => Keep("answer", () =>
    {
        Session.AppendAssistant(MessageBytes.ContentOf(message.Span), new AssistantFacts
        {
            MessageId = id.Length > 0 ? id : null,
            Model = model.Length > 0 ? model : null,
            StopReason = stopReason.Length > 0 ? stopReason : null,
            Usage = UsageOf(usage),
        });
        _isTurnOver = !MessageBytes.HasCall(message.Span);
    });

    /// <inheritdoc/>
    public ValueTask ResultsAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => Keep("result", () =>
    {
        Session.AppendUser(MessageBytes.ContentOf(message.Span));
        Barrier(); // an effect that is not known of would be had twice
    });

    /// <inheritdoc/>
    public ValueTask CompactedAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, Receipt receipt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(receipt);
        return Keep("compaction", () => Session.AppendBoundary([.. messages.Select(Kept)], receipt.Trigger, receipt.Before, receipt.ToJson()));
    }

    /// <inheritdoc/>
    public string Id => Session.Id;

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Said(long enough = long.MaxValue) => [.. Session.Said(enough).Select(Message)];

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Uncollapsed() => Session.Uncollapsed() is { } messages ? [.. messages.Select(Message)] : null;

    /// <inheritdoc/>
    public ValueTask BarrierAsync(CancellationToken cancel) => Keep("turn", Barrier);

    private void Barrier()
    {
        if (durability == Durability.Strict || _isTurnOver)
            Session.Barrier();
    }

    /// <summary>A log that takes no more says so in itself, by the room that was kept back for it, and to whoever works.</summary>
    private ValueTask Keep(string what, Action write)
    {
        try
        {
            write();
            return default;
        }
        catch (StoreException refused)
        {
            Session.NoteRefusal(what, refused);
            throw new StoreException(refused.File, $"{refused.Message}; session {Session.Id} holds everything before this {what}: {(refused.IsForRoom ? "make room, then " : "")}'pith -p --resume {Session.Id}' goes on", refused);
        }
    }

    private static ReadOnlyMemory<byte> Message(SessionMessage message) => MessageBytes.Of(message.Role == Role.Assistant, message.Content.Span);

    private static KeptMessage Kept(ReadOnlyMemory<byte> message) =>
        new(MessageBytes.IsAssistant(message.Span) ? Role.Assistant : Role.User, MessageBytes.ContentOf(message.Span).ToArray());

    /// <summary>In the shape of the Messages API, which readers of transcripts know.</summary>
    private static byte[] UsageOf(TokenUsage usage) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"input_tokens":{{usage.Fresh}},"cache_creation_input_tokens":{{usage.CacheWrite5m + usage.CacheWrite1h}},"cache_read_input_tokens":{{usage.CacheRead}},"cache_creation":{"ephemeral_5m_input_tokens":{{usage.CacheWrite5m}},"ephemeral_1h_input_tokens":{{usage.CacheWrite1h}}},"output_tokens":{{usage.Produced}}}"""));
}
