using Pith.Providers;

namespace Pith.Agents;

public sealed partial class AgentLoop
{
    /// <summary>The conversation as the next request would have it.</summary>
    public ModelRequest Request => request;

    /// <summary>Makes the conversation smaller because the user asks for it. Not while a prompt is being worked on.</summary>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<BoundaryOutcome> CompactAsync(CancellationToken cancel)
    {
        if (!options.Epochs.IsAllowed)
            return new BoundaryOutcome(null, "compaction is switched off (DISABLE_COMPACT)");
        if (request.Messages.Count == 0)
            return new BoundaryOutcome(null, "there is nothing to compact yet");
        if (_boundary.Asked(request) is not { } boundary)
            return new BoundaryOutcome(null, "the conversation is as small as it can be made");
        if (!await MayCompactAsync("manual", cancel).ConfigureAwait(false))
            return new BoundaryOutcome(null, "a hook keeps the conversation as it is");
        var done = await GoOnFromAsync(boundary, cancel).ConfigureAwait(false);
        return new BoundaryOutcome(done, $"compacted from {done.Before:N0} to {done.After:N0} tokens; nothing is lost: /uncollapse brings it back");
    }

    private async ValueTask<AgentEvent.Compacted> GoOnFromAsync(Boundary boundary, CancellationToken cancel)
    {
        await HookAsync(new LoopMoment.Compacted(boundary.Receipt.Trigger), cancel).ConfigureAwait(false);
        if (Notes(anew: true) is { Count: > 0 } notes)
            boundary.Request.Append(MessageBytes.Blocks(notes));
        await options.Log.CompactedAsync(boundary.Request.Messages, boundary.Receipt, cancel).ConfigureAwait(false);
        request = boundary.Request;
        return new AgentEvent.Compacted(boundary.Receipt.Before, boundary.Receipt.After, boundary.Receipt.Trigger);
    }
}
