using System.Globalization;
using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Cli.Headless;
using Pith.Cli.Runs;
using Pith.Events;

namespace Pith.Cli.Verbs;

/// <summary><c>pith -p</c>: one prompt, worked on until the end, without a terminal.</summary>
internal static class PrintVerb
{
    public static int Run(Invocation invocation)
    {
        var around = invocation.Around;
        var prompt = Prompt.Of(invocation);
        using var run = AgentRun.Open(invocation, new NoPerson());
        IRunOutput output = invocation.Word(Flags.OutputFormat) switch
        {
            "json" => new JsonOutput(around, run.Facts),
            "stream-json" => new StreamJsonOutput(around, run.Facts),
            _ => new TextOutput(around),
        };
        return RunAsync(run.Loop, prompt, output, around).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(AgentLoop loop, byte[] prompt, IRunOutput output, Surroundings around)
    {
        output.Begin();
        using var stop = new RunStop();
        try
        {
            return await FollowAsync(loop.RunAsync(prompt, stop.Token), output, around).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            around.Complain("interrupted; the session holds what was whole, and --continue goes on");
            return stop.ExitCode;
        }
    }

    private static async Task<int> FollowAsync(IAsyncEnumerable<AgentEvent> events, IRunOutput output, Surroundings around)
    {
        await foreach (var found in events.ConfigureAwait(false))
        {
            output.Take(found);
            if (found is AgentEvent.Answering { Event: ModelEvent.Retrying retrying } && around.ErrorIsTerminal)
                around.Complain(string.Create(CultureInfo.InvariantCulture, $"{retrying.Fault.Message}; attempt {retrying.Attempt + 1} of {retrying.Attempts} in {retrying.Delay.TotalSeconds:0.0} s"));
            if (found is not AgentEvent.Ended ended || ended.Reason == EndReason.Done)
                continue;
            around.Complain(ended.Message);
            return ended.Reason switch
            {
                EndReason.MaxTurns or EndReason.MaxDollars or EndReason.MaxTokens => ExitCode.LimitReached,
                EndReason.NotKept => ExitCode.CannotWrite,
                _ => ExitCode.NoAnswer,
            };
        }

        return ExitCode.Done;
    }
}
