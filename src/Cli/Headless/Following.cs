using System.Globalization;
using Pith.Agents;
using Pith.Events;

namespace Pith.Cli.Headless;

/// <summary>Follows a run to its end, into an output and an exit code.</summary>
internal static class Following
{
    public static async Task<int> AsyncOf(IAsyncEnumerable<AgentEvent> events, IRunOutput output, Surroundings around)
    {
        await foreach (var found in events.ConfigureAwait(false))
        {
            output.Take(found);
            if (found is AgentEvent.Answering { Event: ModelEvent.Retrying retrying } && around.ErrorIsTerminal)
                around.Complain(string.Create(CultureInfo.InvariantCulture, $"{retrying.Fault.Message}; attempt {retrying.Attempt + 1} of {retrying.Attempts} in {retrying.Delay.TotalSeconds:0.0} s"));
            if (found is AgentEvent.Answering { Event: ModelEvent.FellBack next })
                around.Complain($"{next.Fault.Message}; {next.To} is asked instead of {next.From}");
            if (found is not AgentEvent.Ended ended || ended.Reason == EndReason.Done)
                continue;
            around.Complain(ended.Message);
            return ended.Reason switch
            {
                EndReason.MaxTurns or EndReason.MaxDollars or EndReason.MaxTokens or EndReason.MaxTime or EndReason.Misfit => ExitCode.LimitReached,
                EndReason.NotKept => ExitCode.CannotWrite,
                EndReason.Stopped => ExitCode.Stopped,
                _ => ExitCode.NoAnswer,
            };
        }

        return ExitCode.Done;
    }
}
