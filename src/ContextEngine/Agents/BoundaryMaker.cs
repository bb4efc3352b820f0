using Pith.Compaction;
using Pith.Compaction.Receipts;
using Pith.Compaction.Wishes;
using Pith.Conversations;
using Pith.Providers;
using Pith.Requests;
using Pith.Store;

namespace Pith.Agents;

/// <summary>
/// Makes the first request of the next epoch, by code alone. It is made from what was said, where a log keeps that, and not
/// from what the boundaries before left of it (decision 0016). What leaves is in the store before it returns.
/// </summary>
/// <param name="store">Takes what leaves.</param>
/// <param name="log">Keeps what was said.</param>
/// <param name="pins">What the user pinned.</param>
/// <param name="standing">What the user wants kept at every boundary.</param>
internal sealed class BoundaryMaker(BlobStore store, IConversationLog log, PinBoard? pins, string standing)
{
    // How far back it looks: this many conversations of the present size, and a megabyte where that is more. A boundary takes many
    // times what it looks at, so without an end an agent grew with its age: by 33 MB over 2,000 short turns.
    private const int Depth = 4, LeastDepth = 1 << 20;

    /// <summary>A request of at most a share of this one; null where nothing smaller can be made.</summary>
    /// <param name="request">The request as it stands.</param>
    /// <param name="share">Of its tokens.</param>
    /// <param name="trigger">Who wants it.</param>
    /// <param name="instructions">What the user wants kept this time, besides what stands.</param>
    public Boundary? Within(ModelRequest request, double share, string trigger, string instructions)
    {
        var wishes = Wishes(instructions);
        var body = MessageList.Body(request.Messages, "claude");
        using var index = MessageList.Index(Said(body.Length) ?? request.Messages);
        var whole = index.Meter.Count(body.Span);
        return Make(request, index, body, Compactor.Compact(index, PolicyOf(Math.Max(1, (int)(whole * share)), wishes), Form(request)), trigger, whole, wishes);
    }

    /// <summary>A request that a refusal for length would not meet again; null where nothing smaller can be made.</summary>
    /// <param name="request">What was refused.</param>
    /// <param name="refusal">What the provider said.</param>
    public Boundary? After(ModelRequest request, Refusal refusal)
    {
        var wishes = Wishes("");
        var body = MessageList.Body(request.Messages, "claude");
        using var index = MessageList.Index(request.Messages); // what was refused teaches how the provider counts
        var whole = index.Meter.Count(body.Span);
        if (TruncationLadder.First(index, PolicyOf(int.MaxValue, wishes), Form(request), refusal) is not { } rung)
            return null;
        if (Said(body.Length) is not { } said)
            return Make(request, index, body, rung, "auto", whole, wishes);
        using var all = MessageList.Index(said);
        return Make(request, all, body, Compactor.Compact(all, PolicyOf(Math.Max(1, rung.Tokens), wishes), Form(request)), "auto", whole, wishes) ?? Make(request, index, body, rung, "auto", whole, wishes);
    }

    private IReadOnlyList<ReadOnlyMemory<byte>>? Said(int size) => log.Said(Math.Max(LeastDepth, (long)Depth * size)) is { Count: > 0 } said ? said : null;

    private UserWishes Wishes(string instructions) => new()
    {
        Pins = pins?.Pins() ?? [],
        Instructions = string.Join('\n', new[] { standing, instructions }.Where(i => i.Length > 0)),
    };

    private static Policy PolicyOf(int budget, UserWishes wishes) => new() { Budget = budget, Wishes = wishes };

    private static MessagesWriter Form(ModelRequest request) => new(request.Head.Model);

    private Boundary? Make(ModelRequest request, ContextIndex index, ReadOnlyMemory<byte> body, Compacted made, string trigger, long before, UserWishes wishes)
    {
        if (!made.Fits || made.Bytes.Length >= body.Length)
            return null;
        store.PutAll(made.Plan.Cited);
        var smaller = new ModelRequest(request.Head);
        foreach (var message in MessageList.Of(made.Bytes))
            smaller.Append(message);
        return new Boundary(smaller, Receipt.Of(index, made, trigger, before) with { Instructions = wishes.Instructions, Pins = [.. wishes.Pins.Select(p => p.Word)] });
    }
}
