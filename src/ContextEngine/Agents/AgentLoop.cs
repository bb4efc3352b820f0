using System.Runtime.CompilerServices;
using Pith.Events;
using Pith.Models;
using Pith.Providers;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>
/// The loop: ask, run the calls of the answer, give their results back together, ask again, until the model has finished
/// or a limit is reached. It owns no prose, no terminal and no file; what happens comes out as events.
/// </summary>
/// <param name="provider">The model.</param>
/// <param name="request">The conversation so far; the loop appends to it.</param>
/// <param name="options">Tools, gate, log, store and limits.</param>
public sealed partial class AgentLoop(IModelProvider provider, ModelRequest request, AgentOptions options)
{
    /// <summary>How often in a row an answer may be cut off by its limit.</summary>
    private const int MostCutOff = 3;

    private readonly CallRunner _runner = new(options.Tools, options.Gate, options.Hook, options.Store);
    private readonly Purse _purse = new(options.Limits, ModelCatalog.TryFind(request.Head.Model, out var model) && model.InputPrice > 0 ? model : null);
    private readonly EpochBoundary _boundary = new(
        options.Epochs.IsAllowed && options.Store is { } store ? new BoundaryMaker(store, options.Log) : null,
        ModelCatalog.TryFind(request.Head.Model, out var known) ? known : null, request.Head.Cache == CacheLife.OneHour, options.Epochs, options.Time);
    private int _cutOff;

    /// <summary>Works on a prompt until the end. May be called again: the conversation goes on.</summary>
    /// <param name="prompt">UTF-8.</param>
    /// <param name="cancel">Ends the run with <see cref="OperationCanceledException"/>; the log holds what was whole by then.</param>
    public async IAsyncEnumerable<AgentEvent> RunAsync(ReadOnlyMemory<byte> prompt, [EnumeratorCancellation] CancellationToken cancel)
    {
        var asked = await HookAsync(new LoopMoment.Prompted(prompt), cancel).ConfigureAwait(false);
        if ((asked.Stop ?? asked.Block) is { } refusal)
        {
            yield return await EndAsync(EndReason.Stopped, refusal, null, cancel).ConfigureAwait(false);
            yield break;
        }

        _keptGoing = 0;
        _boundary.Begin();
        if (Interruption.Results(request) is { } open)
        {
            request.Append(open);
            await options.Log.ResultsAsync(open, cancel).ConfigureAwait(false);
        }

        var message = MessageBytes.Blocks([.. Notes(anew: false), MessageBytes.TextBlock(prompt.Span)]);
        request.Append(message);
        await options.Log.UserAsync(message, cancel).ConfigureAwait(false);
        while (true)
        {
            if (_purse.Reserve(request) is { } spent)
            {
                yield return await EndAsync(spent.Reason, spent.Sentence, null, cancel).ConfigureAwait(false);
                yield break;
            }

            var (due, stop) = _boundary.BeforeAsking(request);
            if (stop is not null)
            {
                yield return await EndAsync(EndReason.WindowFull, stop, null, cancel).ConfigureAwait(false);
                yield break;
            }

            if (due is not null && await MayCompactAsync("auto", cancel).ConfigureAwait(false))
                yield return await GoOnFromAsync(due, cancel).ConfigureAwait(false);
            var answer = new Answer();
            await foreach (var found in provider.StreamAsync(request, cancel).ConfigureAwait(false))
            {
                answer.Take(found);
                yield return new AgentEvent.Answering(found);
            }

            if (answer.Stopped is not { } stopped)
            {
                if (answer.Fault is { Kind: FaultKind.InvalidRequest or FaultKind.TooLarge, Message: var words } && _boundary.AfterRefusal(request, words) is { } smaller && await MayCompactAsync("auto", cancel).ConfigureAwait(false))
                {
                    yield return await GoOnFromAsync(smaller, cancel).ConfigureAwait(false);
                    continue;
                }

                var fault = answer.Fault ?? new ModelEvent.Failed(FaultKind.Truncated, "the answer has no end", 0);
                yield return await EndAsync(EndReason.Failed, fault.Message, fault, cancel).ConfigureAwait(false);
                yield break;
            }

            yield return await KeepAsync(answer, stopped, cancel).ConfigureAwait(false);
            if (Verdict(answer, stopped) is { } end)
            {
                if (end.Reason == EndReason.Done && await GoesOnAsync(cancel).ConfigureAwait(false))
                    continue;
                yield return await EndAsync(end.Reason, end.Sentence, null, cancel).ConfigureAwait(false);
                yield break;
            }

            var results = new CallResults();
            if (stopped.Reason == StopReason.MaxTokens)
                results.Blocks.AddRange(answer.Calls.Select(CutOff));
            else
            {
                if (_runner.HasEffects(answer.Calls))
                    await options.Log.BarrierAsync(cancel).ConfigureAwait(false);
                await foreach (var done in _runner.RunAsync(answer.Calls, results, cancel).ConfigureAwait(false))
                    yield return done;
            }

            if (results.Blocks.Count == 0)
                continue; // a paused turn goes on by sending it back
            _heard.AddRange(results.Notes);
            message = MessageBytes.Blocks([.. results.Blocks, .. Notes(anew: false)]);
            request.Append(message);
            await options.Log.ResultsAsync(message, cancel).ConfigureAwait(false);
            yield return new AgentEvent.Returned(message);
            if (results.Stop is { } sentence)
            {
                yield return await EndAsync(EndReason.Stopped, sentence, null, cancel).ConfigureAwait(false);
                yield break;
            }
        }
    }

    private async ValueTask<AgentEvent> KeepAsync(Answer answer, ModelEvent.Stopped stopped, CancellationToken cancel)
    {
        _purse.Settle(answer.Usage);
        _cutOff = stopped.Reason == StopReason.MaxTokens ? _cutOff + 1 : 0;
        var message = MessageBytes.Assistant(answer.Blocks);
        if (message.Length > 0)
        {
            request.Append(message);
            await options.Log.AnswerAsync(message, answer.Id, answer.Model, answer.Usage, stopped.Word, cancel).ConfigureAwait(false);
        }

        _boundary.Answered(answer.Usage, request);
        return new AgentEvent.Answered(message, answer.Id, answer.Model, answer.Usage, stopped.Word);
    }

    /// <summary>How the run ends with this answer, or null when it goes on.</summary>
    private (EndReason Reason, string Sentence)? Verdict(Answer answer, ModelEvent.Stopped stopped) => stopped.Reason switch
    {
        StopReason.Refusal => (EndReason.Refused, "the model refuses to answer this"),
        StopReason.WindowExceeded => (EndReason.WindowFull, "the context window is full; 'pith compact' makes a transcript smaller"),
        StopReason.MaxTokens when answer.Calls.Count == 0 || _cutOff >= MostCutOff => (EndReason.OutputLimit, $"the answer was cut off at {request.MaxTokens} tokens"),
        StopReason.MaxTokens => null,
        StopReason.PauseTurn when answer.Calls.Count == 0 => answer.Blocks.Any() ? null : (EndReason.Done, ""),
        _ => answer.Calls.Count > 0 ? null : (EndReason.Done, ""),
    };

    private static byte[] CutOff(ToolCall call) =>
        MessageBytes.Result(call.Id, "not run: the answer was cut off by its length limit before the call was whole; make a smaller call"u8, isError: true);

    private async ValueTask<AgentEvent> EndAsync(EndReason reason, string sentence, ModelEvent.Failed? fault, CancellationToken cancel)
    {
        if (reason == EndReason.Failed)
            await HookAsync(new LoopMoment.Failed(sentence), cancel).ConfigureAwait(false);
        await options.Log.BarrierAsync(cancel).ConfigureAwait(false);
        return new AgentEvent.Ended(reason, sentence, fault, _purse.Account);
    }
}
