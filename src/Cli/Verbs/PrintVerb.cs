using Pith.Cli.Commands;
using Pith.Cli.Headless;
using Pith.Cli.Headless.Conversations;
using Pith.Cli.Runs;
using Pith.Text;

namespace Pith.Cli.Verbs;

/// <summary><c>pith -p</c>: one prompt, worked on until the end, without a terminal.</summary>
internal static class PrintVerb
{
    public static int Run(Invocation invocation)
    {
        invocation = RunEnvironment.Under(invocation);
        var around = invocation.Around;
        if (invocation.Has(Flags.InitOnly))
            return SetupHooks.Run(invocation);
        if (invocation.Word(Flags.InputFormat) == "stream-json")
            return StreamConversation.Run(invocation);
        var prompt = Prompt.Of(invocation);
        using var run = AgentRun.Open(invocation, new NoPerson());
        IRunOutput output = invocation.Word(Flags.OutputFormat) switch
        {
            "json" => new JsonOutput(around, run.Facts),
            "stream-json" => new StreamJsonOutput(around, run.Facts, invocation.Has(Flags.IncludePartial)),
            _ => new TextOutput(around, run.Facts.Structured),
        };
        try
        {
            return new HeadlessRun(run, output, around).RunAsync(prompt).GetAwaiter().GetResult();
        }
        catch (Failure) when (Utf8Text.IsBlank(prompt) && (invocation.Has(Flags.Fork) || !invocation.Has(Flags.Continue) && !invocation.Has(Flags.Resume)))
        {
            run.Forget(); // nobody asked anything, hooks neither
            throw;
        }
    }
}
