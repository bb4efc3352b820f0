using Pith.Agents;
using Pith.Agents.Classifiers;
using Pith.Agents.SubAgents;
using Pith.Cli.Commands;
using Pith.Permissions.Decisions;
using Pith.Permissions.Settings;
using Pith.Providers;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>The model that judges in mode auto what code leaves open: the one that <c>PITH_AUTO_MODEL</c> names, or none.</summary>
internal sealed class AutoJudge : IDisposable
{
    private readonly ModelClassifier? _classifier;

    private readonly string _model = "";

    private AutoJudge()
    {
    }

    private AutoJudge(ModelSeat seat, IReadOnlyList<byte[]> instructions, AutoModeSettings rules) =>
        (_model, _classifier) = (seat.Model, new ModelClassifier(seat, [.. instructions.Select(i => (ReadOnlyMemory<byte>)i)], TimeProvider.System, rules));

    /// <param name="invocation">Flags and environment.</param>
    /// <param name="instructions">Those that have authority.</param>
    /// <param name="limits">What it costs counts towards them.</param>
    /// <param name="rules">What settings say to it.</param>
    public static AutoJudge Of(Invocation invocation, IReadOnlyList<byte[]> instructions, AgentLimits limits, AutoModeSettings rules)
    {
        if (invocation.Around.Variable(EnvironmentVariable.AutoModel) is not { Length: > 0 } named)
            return new AutoJudge();
        var seat = ModelChoice.Seat(invocation, named, hasOther: false).Seat;
        RunLimits.Check(limits, seat.Model);
        return new AutoJudge(seat, instructions, rules);
    }

    /// <summary>What settings say to a model though none judges, a sentence.</summary>
    public static IEnumerable<string> NotApplied(Invocation invocation, RunAuthority authority) =>
        authority.Mode == PermissionMode.Auto && invocation.Around.Variable(EnvironmentVariable.AutoModel) is null or "" && authority.Settings.AutoMode.Named.ToArray() is { Length: > 0 } named
            ? [$"{string.Join(", ", named)} {(named.Length == 1 ? "is" : "are")} for a model that judges, and {EnvironmentVariable.AutoModel} names none, so {(named.Length == 1 ? "it is" : "they are")} not applied"]
            : [];

    /// <summary>The loop whose limits it keeps to, and whose account has what it takes.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="agents">Gives tasks away; one for an agent that only reads is not worth a question.</param>
    public void Attach(AgentLoop loop, AgentTool agents)
    {
        if (_classifier is null)
            return;
        _classifier.MayAsk = (bytes, answer) => loop.Affords(_model, bytes, answer);
        _classifier.Delegates = call => call.Name == AgentTool.Name && !agents.ReadsOnly(call);
        _classifier.Spent = usage => loop.Book(usage, _model);
    }

    /// <summary>A hook that also hears what the user says.</summary>
    public LoopHook Listening(LoopHook hook) => _classifier is not { } classifier ? hook : (moment, cancel) =>
    {
        if (moment is LoopMoment.Prompted prompted)
            classifier.Hear(prompted.Prompt.Span);
        return hook(moment, cancel);
    };

    /// <summary>The decision on a call.</summary>
    public ValueTask<Decision> JudgeAsync(ToolCall call, Decision found, CancellationToken cancel) => _classifier?.JudgeAsync(call, found, cancel) ?? new(found);

    public void Dispose() => _classifier?.Dispose();
}
