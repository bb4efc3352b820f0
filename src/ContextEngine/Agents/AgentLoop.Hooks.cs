using System.Text;
using Pith.Hooks;
using Pith.Providers;

namespace Pith.Agents;

public sealed partial class AgentLoop
{
    private async ValueTask<HookOutcome> HookAsync(LoopMoment moment, CancellationToken cancel)
    {
        var heard = await options.Hook(moment, cancel).ConfigureAwait(false);
        _heard.AddRange(heard.Context);
        return heard;
    }

    private async ValueTask<bool> MayCompactAsync(string trigger, string instructions, CancellationToken cancel) =>
        await HookAsync(new LoopMoment.Compacting(trigger, instructions), cancel).ConfigureAwait(false) is { Block: null, Stop: null };

    /// <summary>Whether a model that had finished is to go on; then it is told why.</summary>
    private async ValueTask<bool> GoesOnAsync(Answer answer, CancellationToken cancel)
    {
        var heard = await HookAsync(new LoopMoment.Finishing(_keptGoing > 0, answer.Text), cancel).ConfigureAwait(false);
        // What it only adds is to be acted on as well, or nobody would hear of it.
        if (heard.Block is null && heard.Context.Count == 0 || heard.Stop is not null || ++_keptGoing > MostKeptGoing)
            return false;
        var message = MessageBytes.Blocks([.. Notes(anew: false), .. heard.Block is { } reason ? (byte[][])[MessageBytes.TextBlock(Encoding.UTF8.GetBytes(reason))] : []]);
        request.Append(message);
        await KeptAsync(() => options.Log.UserAsync(message, cancel)).ConfigureAwait(false);
        return true;
    }
}
