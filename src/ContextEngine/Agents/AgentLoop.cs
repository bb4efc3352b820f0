using System.Runtime.CompilerServices;
using System.Text;
using Pith.Events;
using Pith.Providers;
using Pith.Store;
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

    /// <summary>How often in a row a hook may have a model go on that had finished: Claude Code's number.</summary>
    private const int MostKeptGoing = 8;

    private readonly CallRunner _runner = new(options.Tools, options.Gate, options.Hook, options.Store);
    private readonly Purse _purse = new(options.Limits, () => provider is ModelChain chain ? chain.Models : [request.Head.Model]);
    private readonly EpochBoundary _boundary = new(
        options.Epochs.IsAllowed && options.Store is { } store ? new BoundaryMaker(store, options.Log, options.Pins, options.Epochs.Instructions) : null,
        () => provider is ModelChain chain ? chain.Next : request.Head.Model, request.Head.Cache == CacheLife.OneHour, options.Epochs, options.Time);
    private readonly List<string> _heard = [];
    private readonly Interruption _interruption = new();
    private int _cutOff, _keptGoing;
    private StoreException? _refused;

    /// <summary>What all runs of this loop took so far, those that were cancelled too.</summary>
    public AgentAccount Account => _purse.Account;

    private async IAsyncEnumerable<AgentEvent> WorkAsync(UserPrompt prompt, IReadOnlyList<byte[]> first, [EnumeratorCancellation] CancellationToken cancel)
    {
        _refused = null; // there may be room again
        _boundary.Begin();
        if (first.Count == 0 && _interruption.Results(request) is { } open)
        {
            request.Append(open);
            await KeptAsync(() => options.Log.ResultsAsync(open, cancel)).ConfigureAwait(false);
        }

        var asked = await HookAsync(new LoopMoment.Prompted(prompt.Text), cancel).ConfigureAwait(false);
        if ((asked.Stop is { } stopping ? $"a hook ended the run: {stopping}" : asked.Block is { } refusal ? $"a hook refused the prompt, and no model was asked: {refusal}" : null) is { } unasked)
        {
            yield return await EndAsync(EndReason.Stopped, unasked, null, cancel).ConfigureAwait(false);
            yield break;
        }

        _keptGoing = 0;
        var interrupted = _interruption.Begin();
        var message = MessageBytes.Blocks([.. first, .. interrupted is null ? (byte[][])[] : [interrupted], .. Notes(anew: false), .. prompt.Blocks]);
        request.Append(message);
        await KeptAsync(() => options.Log.UserAsync(message, cancel)).ConfigureAwait(false);
        while (_refused is null)
        {
            cancel.ThrowIfCancellationRequested();
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
            {
                var anew = await BoundaryAsync(due, isRefused: false, cancel).ConfigureAwait(false);
                if (_refused is not null)
                    break;
                if (anew is not null)
                    yield return anew;
            }

            var answer = new Answer();
            await foreach (var found in provider.StreamAsync(request, cancel).ConfigureAwait(false))
            {
                answer.Take(found);
                _interruption.Take(found);
                yield return new AgentEvent.Answering(found);
            }

            if (answer.Stopped is not { } stopped)
            {
                if (answer.Fault is { Kind: FaultKind.InvalidRequest or FaultKind.TooLarge, Message: var words } && _boundary.AfterRefusal(request, words) is { } smaller)
                {
                    var anew = await BoundaryAsync(smaller, isRefused: true, cancel).ConfigureAwait(false);
                    if (_refused is not null)
                        break;
                    if (anew is not null)
                    {
                        yield return anew;
                        continue;
                    }
                }

                var fault = answer.Fault ?? new ModelEvent.Failed(FaultKind.Truncated, "the answer has no end", 0);
                yield return await EndAsync(EndReason.Failed, fault.Message, fault, cancel).ConfigureAwait(false);
                yield break;
            }

            var kept = await KeepAsync(answer, stopped, cancel).ConfigureAwait(false);
            if (_refused is not null)
                break; // nobody is told what nobody could find again
            yield return kept;
            if (Verdict(answer, stopped) is { } end)
            {
                if (end.Reason == EndReason.Done && await GoesOnAsync(answer, cancel).ConfigureAwait(false))
                    continue;
                yield return await EndAsync(end.Reason, end.Sentence, null, cancel).ConfigureAwait(false);
                yield break;
            }

            var results = new CallResults();
            _interruption.Called(results.Blocks);
            if (stopped.Reason == StopReason.MaxTokens)
                results.Blocks.AddRange(answer.Calls.Select(CutOff));
            else
            {
                if (_runner.HasEffects(answer.Calls))
                    await KeptAsync(() => options.Log.BarrierAsync(cancel)).ConfigureAwait(false);
                if (_refused is not null)
                    break; // an effect that may be forgotten is not had
                await foreach (var done in _runner.RunAsync(answer.Calls, results, cancel).ConfigureAwait(false))
                    yield return done;
            }

            if (results.Blocks.Count == 0)
                continue; // a paused turn goes on by sending it back
            _heard.AddRange(results.Notes);
            message = MessageBytes.Blocks([.. results.Blocks, .. Notes(anew: false)]);
            request.Append(message);
            await KeptAsync(() => options.Log.ResultsAsync(message, cancel)).ConfigureAwait(false);
            _interruption.Returned();
            if (_refused is not null)
                break;
            yield return new AgentEvent.Returned(message);
            if (results.Stop is { } sentence)
            {
                yield return await EndAsync(EndReason.Stopped, $"a hook ended the run: {sentence}", null, cancel).ConfigureAwait(false);
                yield break;
            }
        }

        yield return NotKept();
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

    /// <summary>What the next message of the user's role has to say besides.</summary>
    private List<byte[]> Notes(bool anew)
    {
        List<byte[]> notes = [.. options.Notes(anew).Select(n => MessageBytes.TextBlock(n)), .. _heard.Select(h => MessageBytes.TextBlock(Encoding.UTF8.GetBytes(h)))];
        _heard.Clear();
        return notes;
    }

    private static byte[] CutOff(ToolCall call) =>
        MessageBytes.Result(call.Id, "not run: the answer was cut off by its length limit before the call was whole; make a smaller call"u8, isError: true);
}
