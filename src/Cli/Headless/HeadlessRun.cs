using System.Text;
using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Text;

namespace Pith.Cli.Headless;

/// <summary>
/// A run without a terminal, from its first prompt to its last: that of the command line, and before it the one that hooks have
/// the session begin with. To whoever reads the output it is one run with one end.
/// </summary>
/// <param name="run">The agent.</param>
/// <param name="output">Where it is printed.</param>
/// <param name="around">Where is complained.</param>
internal sealed class HeadlessRun(AgentRun run, IRunOutput output, Surroundings around)
{
    /// <summary>Works until the end.</summary>
    /// <param name="prompt">The prompt of the command line; blank where there is none.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(byte[] prompt)
    {
        using var stop = new RunStop();
        try
        {
            var isAsked = !Utf8Text.IsBlank(prompt);
            if (isAsked)
                output.Begin(); // hooks may take their time
            var prompts = await PromptsAsync(prompt, stop.Token).ConfigureAwait(false);
            if (!isAsked)
                output.Begin();
            return await Following.AsyncOf(run.WorkAsync(prompts, stop.Token), output, around).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            around.Complain("interrupted; the session holds what was whole, and --continue goes on");
            return stop.ExitCode;
        }
    }

    private async Task<IReadOnlyList<UserPrompt>> PromptsAsync(byte[] prompt, CancellationToken cancel)
    {
        var heard = await run.Hooks.BeginEarlyAsync(cancel).ConfigureAwait(false);
        var prompts = new List<UserPrompt>();
        if (heard.FirstMessage is { } first)
            prompts.Add(UserPrompt.Of(Encoding.UTF8.GetBytes(first)));
        if (!Utf8Text.IsBlank(prompt))
            prompts.Add(UserPrompt.Of(prompt));
        if (prompts.Count == 0)
            throw heard.Stop is { } why ? new Failure(ExitCode.Stopped, $"a hook ended the run: {why}") : Prompt.Missing;
        return prompts;
    }
}
