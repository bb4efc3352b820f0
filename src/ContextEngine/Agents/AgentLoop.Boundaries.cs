using Pith.Compaction.Receipts;
using Pith.Providers;

namespace Pith.Agents;

public sealed partial class AgentLoop
{
    /// <summary>The conversation as the next request would have it.</summary>
    public ModelRequest Request => request;

    /// <summary>Makes the conversation smaller because the user asks for it. Not while a prompt is being worked on.</summary>
    /// <param name="instructions">What the user wants kept, on top of what is kept anyway; empty for nothing.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<BoundaryOutcome> CompactAsync(string instructions, CancellationToken cancel)
    {
        if (!options.Epochs.IsAllowed)
            return new BoundaryOutcome(null, "compaction is switched off (DISABLE_COMPACT)");
        if (request.Messages.Count == 0)
            return new BoundaryOutcome(null, "there is nothing to compact yet");
        if (!await MayCompactAsync("manual", instructions, cancel).ConfigureAwait(false))
            return new BoundaryOutcome(null, "a hook keeps the conversation as it is");
        _refused = null;
        if (await MadeAsync(() => _boundary.Asked(request, instructions), Summary.AskAsync(request, "manual", instructions, cancel), cancel).ConfigureAwait(false) is not { } done)
            return new BoundaryOutcome(null, _refused?.Message ?? "the conversation is as small as it can be made");
        return new BoundaryOutcome(done, $"compacted from {done.Before:N0} to {done.After:N0} tokens; nothing is lost: /uncollapse brings it back");
    }

    /// <summary>Undoes the last boundary: the conversation is again what it was, with all that was said since. Not while a prompt is being worked on.</summary>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<BoundaryOutcome> UncollapseAsync(CancellationToken cancel)
    {
        if (options.Log.Uncollapsed() is not { } whole)
            return new BoundaryOutcome(null, "there is no compaction to undo in what the session keeps");
        var messages = SoundMessages.Of(whole, request.Head.Model, options.Store, out _);
        var (before, after) = (MessageList.Tokens(request.Messages), MessageList.Tokens(messages));
        // Our count and the provider's differ by a factor that the present request tells.
        var scaled = _boundary.Expected(request) is > 0 and var expected && before > 0 ? after * expected / before : after;
        if (_boundary.Room(request) is > 0 and var room && scaled > room * options.Epochs.HighShare)
            return new BoundaryOutcome(null, $"the conversation as it was has ~{scaled:N0} tokens and would not fit ({room * options.Epochs.HighShare:N0} do); 'pith uncollapse {options.Log.Id} -o FILE' writes it into a file, and recall shows parts of it");
        var restored = new ModelRequest(request.Head);
        foreach (var message in messages)
            restored.Append(message);
        _refused = null;
        var done = await GoOnFromAsync(new Boundary(restored, new Receipt { Trigger = "uncollapse", Reason = "the user asked for it", Before = before, After = after, Stayed = messages.Count, StayedTokens = after }), cancel).ConfigureAwait(false);
        if (done is null)
            return new BoundaryOutcome(null, _refused!.Message);
        _boundary.Replaced();
        return new BoundaryOutcome(done, $"the last compaction is undone: {before:N0} tokens became {after:N0}");
    }

    /// <summary>Goes on with another conversation, which the log holds already: after a rewind.</summary>
    /// <param name="conversation">Its head is the one of before.</param>
    public void GoOnWith(ModelRequest conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        _boundary.Replaced();
        _interruption.End(); // what was cut short, and what hooks said of it, is in a past that is left
        _heard.Clear();
        request = conversation;
    }

    /// <summary>Asks the provider for a boundary, where that is switched on.</summary>
    private ProviderSummary Summary => field ??= new ProviderSummary(provider, _purse, options, () => provider is ModelChain chain ? chain.Next : request.Head.Model);

    /// <summary>A boundary before the next request, where no hook is against it; null where there is none.</summary>
    private async ValueTask<AgentEvent.Compacted?> BoundaryAsync(Func<Boundary?> make, bool isRefused, CancellationToken cancel)
    {
        if (!await MayCompactAsync("auto", "", cancel).ConfigureAwait(false))
            return null;
        var done = await MadeAsync(make, isRefused ? default : Summary.AskAsync(request, "auto", "", cancel), cancel).ConfigureAwait(false);
        if (done is null || _heard.Count == 0)
            return done;
        // The request goes out next, without a message of the user's that could carry it.
        var said = MessageBytes.Blocks(Notes(anew: false));
        request.Append(said);
        await KeptAsync(() => options.Log.UserAsync(said, cancel)).ConfigureAwait(false);
        return done;
    }

    /// <summary>Makes a boundary that may be and goes on from it; null where nothing smaller can be made, or the disk refuses.</summary>
    /// <param name="make">By code alone.</param>
    /// <param name="summary">By the provider, where that is switched on; null where it gave none, and then code does it.</param>
    /// <param name="cancel">Ends the wait.</param>
    private async ValueTask<AgentEvent.Compacted?> MadeAsync(Func<Boundary?> make, ValueTask<Boundary?> summary, CancellationToken cancel)
    {
        var boundary = await summary.ConfigureAwait(false);
        await KeptAsync(() =>
        {
            boundary ??= make();
            return default;
        }).ConfigureAwait(false);
        var before = request;
        if (boundary is null || await GoOnFromAsync(boundary, cancel).ConfigureAwait(false) is not { } done)
            return null;
        _boundary.Taken(before);
        await HookAsync(new LoopMoment.Compacted(done.Trigger), cancel).ConfigureAwait(false);
        return done;
    }

    /// <summary>Null where the log does not take it: then the conversation is still what the log says it is.</summary>
    private async ValueTask<AgentEvent.Compacted?> GoOnFromAsync(Boundary boundary, CancellationToken cancel)
    {
        if (Notes(anew: true) is { Count: > 0 } notes)
            boundary.Request.Append(MessageBytes.Blocks(notes));
        await KeptAsync(() => options.Log.CompactedAsync(boundary.Request.Messages, boundary.Receipt, cancel)).ConfigureAwait(false);
        if (_refused is not null)
            return null;
        request = boundary.Request;
        return new AgentEvent.Compacted(boundary.Receipt.Before, boundary.Receipt.After, boundary.Receipt.Trigger) { Usage = boundary.Usage, Model = boundary.Model };
    }
}
