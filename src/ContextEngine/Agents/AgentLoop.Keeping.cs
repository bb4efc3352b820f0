using Pith.Events;
using Pith.Providers;
using Pith.Store;

namespace Pith.Agents;

public sealed partial class AgentLoop
{
    private async ValueTask<AgentEvent> KeepAsync(Answer answer, ModelEvent.Stopped stopped, CancellationToken cancel)
    {
        _purse.Settle(answer.Usage, answer.Model);
        _cutOff = stopped.Reason == StopReason.MaxTokens ? _cutOff + 1 : 0;
        var message = MessageBytes.Assistant(answer.Blocks);
        if (message.Length > 0)
        {
            request.Append(message);
            await KeptAsync(() => options.Log.AnswerAsync(message, answer.Id, answer.Model, answer.Usage, stopped.Word, cancel)).ConfigureAwait(false);
        }

        _boundary.Answered(answer.Usage, request);
        return new AgentEvent.Answered(message, answer.Id, answer.Model, answer.Usage, stopped.Word);
    }

    private async ValueTask<AgentEvent> EndAsync(EndReason reason, string sentence, ModelEvent.Failed? fault, CancellationToken cancel)
    {
        if (reason == EndReason.Failed)
            await HookAsync(new LoopMoment.Failed(sentence, fault?.Kind), cancel).ConfigureAwait(false);
        await KeptAsync(() => options.Log.BarrierAsync(cancel)).ConfigureAwait(false);
        if (reason == EndReason.MaxTime)
            _interruption.Expire();
        else
            _interruption.End();
        return _refused is null ? new AgentEvent.Ended(reason, sentence, fault, _purse.Account) : NotKept();
    }

    private AgentEvent.Ended NotKept() => new(EndReason.NotKept, _refused!.Message, null, _purse.Account);

    /// <summary>A log that refuses ends the run: going on would be work that nobody can find again.</summary>
    private async ValueTask KeptAsync(Func<ValueTask> keep)
    {
        try
        {
            await keep().ConfigureAwait(false);
        }
        catch (StoreException refused)
        {
            _refused = refused;
        }
    }
}
