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

    private readonly CallRunner _runner = new(options.Tools, options.Gate, options.Store);
    private readonly Purse _purse = new(options.Limits, ModelCatalog.TryFind(request.Head.Model, out var model) && model.InputPrice > 0 ? model : null);
    private readonly EpochBoundary _boundary = new(
        options.Epochs.IsAllowed && options.Store is { } store ? new BoundaryMaker(store, options.Log) : null,
        ModelCatalog.TryFind(request.Head.Model, out var known) ? known : null, request.Head.Cache == CacheLife.OneHour, options.Epochs, options.Time);
    private int _cutOff;

    /// <summary>Works on a prompt until the end. May be called again: the conversation goes on.</summary>
    /// <param name="prompt">UTF-8.</param>
    /// <param name="cancel">Ends the run with <see cref="OperationCanceledException"/>; the log holds what was whole by then.</param>
    public IAsyncEnumerable<AgentEvent> RunAsync(ReadOnlyMemory<byte> prompt, CancellationToken cancel) => GoOnAsync(MessageBytes.User(prompt.Span), cancel);

    /// <summary>The same with a whole message of the user's.</summary>
    internal async IAsyncEnumerable<AgentEvent> GoOnAsync(byte[] message, [EnumeratorCancellation] CancellationToken cancel)
    {
        _boundary.Begin();
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

            if (due is not null)
                yield return await GoOnFromAsync(due, cancel).ConfigureAwait(false);
            var answer = new Answer();
            await foreach (var found in provider.StreamAsync(request, cancel).ConfigureAwait(false))
            {
                answer.Take(found);
                yield return new AgentEvent.Answering(found);
            }

            if (answer.Stopped is not { } stopped)
            {
                if (answer.Fault is { Kind: FaultKind.InvalidRequest or FaultKind.TooLarge, Message: var words } && _boundary.AfterRefusal(request, words) is { } smaller)
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
                yield return await EndAsync(end.Reason, end.Sentence, null, cancel).ConfigureAwait(false);
                yield break;
            }

            var results = new List<byte[]>();
            if (stopped.Reason == StopReason.MaxTokens)
                results.AddRange(answer.Calls.Select(CutOff));
            else
            {
                if (_runner.HasEffects(answer.Calls))
                    await options.Log.BarrierAsync(cancel).ConfigureAwait(false);
                await foreach (var done in _runner.RunAsync(answer.Calls, results, cancel).ConfigureAwait(false))
                    yield return done;
            }

            if (results.Count == 0)
                continue; // a paused turn goes on by sending it back
            message = MessageBytes.Results(results);
            request.Append(message);
            await options.Log.ResultsAsync(message, cancel).ConfigureAwait(false);
            yield return new AgentEvent.Returned(message);
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
        await options.Log.BarrierAsync(cancel).ConfigureAwait(false);
        return new AgentEvent.Ended(reason, sentence, fault, _purse.Account);
    }
}
