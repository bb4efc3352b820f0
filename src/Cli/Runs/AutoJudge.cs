using Pith.Agents;
using Pith.Agents.Classifiers;
using Pith.Cli.Commands;
using Pith.Permissions.Decisions;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>The model that judges in mode auto what code leaves open: the one that <c>PITH_AUTO_MODEL</c> names, or none.</summary>
internal sealed class AutoJudge : IDisposable
{
    private readonly ModelClassifier? _classifier;

    private AutoJudge(ModelClassifier? classifier) => _classifier = classifier;

    /// <param name="invocation">Flags and environment.</param>
    /// <param name="instructions">Those that have authority.</param>
    public static AutoJudge Of(Invocation invocation, IReadOnlyList<byte[]> instructions) =>
        new(invocation.Around.Variable(EnvironmentVariable.AutoModel) is { Length: > 0 } named
            ? new ModelClassifier(ModelChoice.Seat(invocation, named, hasOther: false).Seat, [.. instructions.Select(i => (ReadOnlyMemory<byte>)i)], TimeProvider.System)
            : null);

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
