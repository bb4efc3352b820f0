using Pith.Agents;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>Where a call meets the authority, and, where that has no answer, the person.</summary>
/// <param name="authority">Decides; asked for anew at every call, since a person may change it.</param>
/// <param name="person">Is asked what the authority leaves open.</param>
/// <param name="folder">Where the next command would start: a <c>cd</c> outlives its call.</param>
/// <param name="root">The working folder that the authority knows.</param>
internal sealed class ToolGate(Func<Authority> authority, IPerson person, Func<string> folder, string root)
{
    public async ValueTask<GateAnswer> DecideAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, CancellationToken cancel)
    {
        var decision = authority().Decide(tool.Spec.Name, [.. needs.Select(InFolder)]);
        if (decision.Verdict == Verdict.Allow)
            return GateAnswer.Allow;
        if (decision.Verdict == Verdict.Deny)
            return GateAnswer.Deny($"not permitted: {decision.Reason}");
        var consent = await person.AskAsync(tool, call, decision, cancel).ConfigureAwait(false);
        if (!consent.Input.IsEmpty)
            return await DecideAgainAsync(tool, call with { Input = consent.Input }).ConfigureAwait(false);
        return consent.Allowed ? GateAnswer.Allow : GateAnswer.Deny(consent.Words);
    }

    /// <summary>Another input is another call: what a rule denies stays denied. That it would be asked about was answered.</summary>
    private ValueTask<GateAnswer> DecideAgainAsync(ITool tool, ToolCall call)
    {
        var decision = authority().Decide(tool.Spec.Name, [.. tool.Needs(call).Select(InFolder)]);
        return new(decision.Verdict == Verdict.Deny ? GateAnswer.Deny($"not permitted: {decision.Reason}") : GateAnswer.Allow with { Input = call.Input });
    }

    /// <summary>A command as it would be written from the root, so that what it names is judged where it really is.</summary>
    private Need InFolder(Need need) => need.Kind == NeedKind.RunCommand && folder() is var at && at != root
        ? need with { Subject = $"cd -- '{at.Replace("'", "'\\''", StringComparison.Ordinal)}' &&\n{need.Subject}" }
        : need;
}
