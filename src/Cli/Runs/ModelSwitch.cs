using Pith.Cli.Commands;
using Pith.Hooks;

namespace Pith.Cli.Runs;

/// <summary>Another model, as hooks hear of it before and after.</summary>
internal static class ModelSwitch
{
    /// <summary>Whether hooks let another model answer; a sentence where they do not. What one wants confirmed is refused: nobody is asked here.</summary>
    /// <param name="invocation">Says who serves models.</param>
    /// <param name="run">The run.</param>
    /// <param name="named">As the person named it.</param>
    /// <param name="source">Where the wish came from: <c>command</c> or <c>sdk</c>.</param>
    public static string? Ask(Invocation invocation, AgentRun run, string named, string source)
    {
        if (!run.Hooks.Has(HookEvent.PreModelSwitch))
            return null;
        var to = ModelChoice.Seat(invocation, named, hasOther: false).Seat.Model;
        var heard = run.Hooks.FireAsync(Scene(HookEvent.PreModelSwitch, run.Facts.Model, to, named, source), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var why = string.IsNullOrEmpty(heard.Block) ? "" : $": {heard.Block}";
        return heard.Verdict switch
        {
            HookVerdict.Deny => $"a hook keeps the model as it is{why}",
            HookVerdict.Ask or HookVerdict.Defer => $"a hook wants the change of the model confirmed, which nobody can here{why}",
            _ => null,
        };
    }

    /// <summary>Tells hooks that another model answers from now on.</summary>
    public static void Tell(AgentRun run, string from, string named, string source) =>
        run.Hooks.Tell(Scene(HookEvent.PostModelSwitch, from, run.Facts.Model, named, source));

    private static HookScene Scene(HookEvent at, string from, string to, string named, string source) => new(at, to, json =>
    {
        json.WriteString("from_model", from);
        json.WriteString("to_model", to);
        json.WriteString("requested_model", named);
        json.WriteString("source", source);
    });
}
