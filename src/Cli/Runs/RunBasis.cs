using Pith.Agents;
using Pith.Agents.SubAgents;
using Pith.Cli.Commands;
using Pith.Cli.Schemas;
using Pith.Hooks;
using Pith.Instructions;
using Pith.Providers;
using Pith.Tools.Sandboxes;

namespace Pith.Cli.Runs;

/// <summary>
/// What a run rests on: all that flags, environment and files say of it. It is read before anything is opened, so that what
/// is refused here leaves no session held and no server running.
/// </summary>
internal sealed class RunBasis
{
    private RunBasis(Invocation invocation, RunAuthority? authority)
    {
        var around = invocation.Around;
        Invocation = invocation;
        Limits = RunLimits.Of(invocation);
        Schema = AnswerSchema.Of(invocation);
        Choice = ModelChoice.Of(invocation);
        foreach (var model in Choice.Provider.Models)
            RunLimits.Check(Limits, model);
        if (authority is null)
            TrustedFolder.Require(invocation, Folder);
        Hooks = HookFiles.Read(invocation, Folder);
        var started = HookFiles.Started(Hooks, Folder);
        Authority = authority ?? new RunAuthority(invocation, Folder, started);
        Sandbox = SandboxChoice.Of(invocation, Authority.Settings, Folder, started);
        if (Authority.Now.Dropped.Count > 0)
            around.Complain($"note: mode auto goes without the rules {string.Join(", ", Authority.Now.Dropped)}, which would leave it nothing to judge");
        foreach (var note in Authority.Settings.PassedOver.Concat(AutoJudge.NotApplied(invocation, Authority)))
            around.Complain($"note: {note}");
        if (authority is null && RunSettingsFiles.Of(invocation).Unheard is { Count: > 0 } unheard)
            around.Complain($"note: of the settings, {string.Join(", ", unheard)} {(unheard.Count == 1 ? "changes" : "change")} nothing here");
        Instructions = InstructionFiles.Open(invocation, Folder);
        Epochs = EpochChoice.Of(invocation, Folder, CompactInstructions.Of(Instructions));
        foreach (var note in Hooks.Notes)
            around.Complain($"note: {note}");
        Agents = AgentDefinitions.Of(invocation, Folder);
    }

    /// <summary>Reads it; throws a <see cref="Failure"/> for what is wrong.</summary>
    /// <param name="invocation">The flags.</param>
    /// <param name="authority">That of the run before, where this one goes on; null for one of its own.</param>
    /// <param name="beginning">How it begins.</param>
    public static RunBasis Of(Invocation invocation, RunAuthority? authority, string beginning) => new(invocation, authority) { Beginning = beginning };

    public Invocation Invocation { get; }

    /// <summary>The working folder.</summary>
    public string Folder { get; } = Directory.GetCurrentDirectory();

    public AgentLimits Limits { get; }

    /// <summary>What the answer must fit; null for nothing.</summary>
    public AnswerSchema? Schema { get; }

    public ModelChoice Choice { get; }

    public RunAuthority Authority { get; }

    /// <summary>What commands are held to; null for nothing.</summary>
    public Sandbox? Sandbox { get; }

    public InstructionTree Instructions { get; }

    public EpochOptions Epochs { get; }

    public HookSettings Hooks { get; }

    /// <summary>How the session begins where no flag says it goes on with one: <c>startup</c>, or <c>clear</c>.</summary>
    public string Beginning { get; init; } = "startup";

    /// <summary>The kinds of sub-agents.</summary>
    public IReadOnlyList<AgentKind> Agents { get; }

    public CacheLife Cache => Invocation.Around.Variable(EnvironmentVariable.CacheHour) is "1" or "true" ? CacheLife.OneHour : CacheLife.FiveMinutes;
}
