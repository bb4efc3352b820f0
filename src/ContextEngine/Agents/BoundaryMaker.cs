using Pith.Compaction;
using Pith.Compaction.Receipts;
using Pith.Conversations;
using Pith.Providers;
using Pith.Requests;
using Pith.Store;

namespace Pith.Agents;

/// <summary>
/// Makes the first request of the next epoch, by code alone. It is made from all that was ever said, where a log keeps
/// that, so that the fifth boundary sees what the first saw (decision 0016). What leaves is in the store before it returns.
/// </summary>
/// <param name="store">Takes what leaves.</param>
/// <param name="log">Keeps what was said.</param>
internal sealed class BoundaryMaker(BlobStore store, IConversationLog log)
{
    /// <summary>A request of at most a share of this one; null where nothing smaller can be made.</summary>
    /// <param name="request">The request as it stands.</param>
    /// <param name="share">Of its tokens.</param>
    /// <param name="trigger">Who wants it.</param>
    public Boundary? Within(ModelRequest request, double share, string trigger)
    {
        var body = MessageList.Body(request.Messages, "claude");
        using var index = MessageList.Index(Said() ?? body);
        var whole = index.Meter.Count(body);
        return Make(request, index, body, Compactor.Compact(index, PolicyOf(Math.Max(1, (int)(whole * share))), Form(request)), trigger, whole);
    }

    /// <summary>A request that a refusal for length would not meet again; null where nothing smaller can be made.</summary>
    /// <param name="request">What was refused.</param>
    /// <param name="refusal">What the provider said.</param>
    public Boundary? After(ModelRequest request, Refusal refusal)
    {
        var body = MessageList.Body(request.Messages, "claude");
        using var index = MessageList.Index(body); // what was refused teaches how the provider counts
        var whole = index.Meter.Count(body);
        if (TruncationLadder.First(index, PolicyOf(int.MaxValue), Form(request), refusal) is not { } rung)
            return null;
        if (Said() is not { } said)
            return Make(request, index, body, rung, "auto", whole);
        using var all = MessageList.Index(said);
        return Make(request, all, body, Compactor.Compact(all, PolicyOf(Math.Max(1, rung.Tokens)), Form(request)), "auto", whole) ?? Make(request, index, body, rung, "auto", whole);
    }

    private byte[]? Said() => log.Said() is { Count: > 0 } said ? MessageList.Body(said, "claude") : null;

    private static Policy PolicyOf(int budget) => new() { Budget = budget };

    private static MessagesWriter Form(ModelRequest request) => new(request.Head.Model);

    private Boundary? Make(ModelRequest request, ContextIndex index, byte[] body, Compacted made, string trigger, long before)
    {
        if (!made.Fits || made.Bytes.Length >= body.Length)
            return null;
        store.PutAll(made.Plan.Cited);
        var smaller = new ModelRequest(request.Head);
        foreach (var message in MessageList.Of(made.Bytes))
            smaller.Append(message);
        return new Boundary(smaller, Receipt.Of(index, made, trigger, before));
    }
}
