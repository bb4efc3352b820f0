using Pith.Agents;
using Pith.Hooks;
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
    /// <summary>Has a say before the authority's decision counts, and before the person is asked.</summary>
    public LoopHook Hook { get; init; } = static (_, _) => new(HookOutcome.Nothing);

    public async ValueTask<GateAnswer> DecideAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, CancellationToken cancel)
    {
        var heard = await Hook(new LoopMoment.Calling(call, needs), cancel).ConfigureAwait(false);
        if (heard.Input is { } input)
            (call, needs) = Changed(tool, call, input);
        var decision = heard.Stop is { } stop
            ? new Decision(Verdict.Deny, Cause.Hook, $"a hook ended the run: {stop}", call.Name)
            : HookedDecision.Of(Decide(tool, needs), heard, authority().Mode);
        var answer = await SettleAsync(tool, call, needs, decision, cancel).ConfigureAwait(false);
        if (!answer.Allowed)
            await Hook(new LoopMoment.Refused(call, needs, answer.Reason), cancel).ConfigureAwait(false);
        return answer with { Input = answer.Input.IsEmpty ? heard.Input ?? default : answer.Input, Notes = heard.Context, Stop = heard.Stop ?? answer.Stop };
    }

    private async ValueTask<GateAnswer> SettleAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, Decision decision, CancellationToken cancel)
    {
        if (decision.Verdict == Verdict.Allow)
            return GateAnswer.Allow;
        if (decision.Verdict == Verdict.Deny)
            return GateAnswer.Deny($"not permitted: {decision.Reason}");
        var heard = await Hook(new LoopMoment.Asking(call, needs, decision.Reason), cancel).ConfigureAwait(false);
        if (heard.Input is { } input)
        {
            // What the hook put in its place is judged as if the model had written it.
            (call, needs) = Changed(tool, call, input);
            decision = Decide(tool, needs);
        }

        decision = HookedDecision.Of(decision, heard, authority().Mode);
        if (decision.Verdict == Verdict.Deny)
            return GateAnswer.Deny($"not permitted: {decision.Reason}") with { Stop = heard.Stop };
        if (decision.Verdict == Verdict.Allow)
            return GateAnswer.Allow with { Input = heard.Input ?? default };
        var consent = await person.AskAsync(tool, call, decision, cancel).ConfigureAwait(false);
        if (!consent.Input.IsEmpty)
            return DecideAgain(tool, call, consent.Input);
        return (consent.Allowed ? GateAnswer.Allow : GateAnswer.Deny(consent.Words)) with { Input = heard.Input ?? default };
    }

    /// <summary>Another input is another call: what a rule denies stays denied. That it would be asked about was answered.</summary>
    private GateAnswer DecideAgain(ITool tool, ToolCall call, ReadOnlyMemory<byte> input)
    {
        var decision = Decide(tool, Changed(tool, call, input).Needs);
        return decision.Verdict == Verdict.Deny ? GateAnswer.Deny($"not permitted: {decision.Reason}") : GateAnswer.Allow with { Input = input };
    }

    private Decision Decide(ITool tool, IReadOnlyList<Need> needs)
    {
        // Rules speak of a server's tool, whichever tool leads to it.
        var name = needs is [{ Kind: NeedKind.CallServer, Subject: var served }] ? served : tool.Spec.Name;
        return authority().Decide(name, [.. needs.Select(InFolder)]);
    }

    private static (ToolCall Call, IReadOnlyList<Need> Needs) Changed(ITool tool, ToolCall call, ReadOnlyMemory<byte> input)
    {
        var changed = call with { Input = input };
        return (changed, tool.Needs(changed));
    }

    /// <summary>A command as it would be written from the root, so that what it names is judged where it really is.</summary>
    private Need InFolder(Need need) => need.Kind == NeedKind.RunCommand && folder() is var at && at != root
        ? need with { Subject = $"cd -- '{at.Replace("'", "'\\''", StringComparison.Ordinal)}' &&\n{need.Subject}" }
        : need;
}
