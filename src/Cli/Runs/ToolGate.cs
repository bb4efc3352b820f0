using Pith.Agents;
using Pith.Hooks;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tools;
using Pith.Tools.Servers;

namespace Pith.Cli.Runs;

/// <summary>Where a call meets the authority, and, where that has no answer, the person.</summary>
/// <param name="authority">Decides; asked for anew at every call, since a person may change it.</param>
/// <param name="person">Is asked what the authority leaves open.</param>
/// <param name="folder">Where the next command would start: a <c>cd</c> outlives its call.</param>
/// <param name="root">The working folder that the authority knows.</param>
internal sealed class ToolGate(RunAuthority authority, IPerson person, Func<string> folder, string root)
{
    private readonly Refusals _refusals = new();

    /// <summary>Decides in the run's place for an agent in a work tree; null for any other.</summary>
    public WorktreeAuthority? Worktree { private get; init; }

    private Authority Now => Worktree?.Now ?? authority.Now;

    /// <summary>Has a say before the authority's decision counts, and before the person is asked.</summary>
    public LoopHook Hook { get; init; } = static (_, _) => new(HookOutcome.Nothing);

    /// <summary>Has the last word of mode auto on what code leaves open.</summary>
    public Func<ToolCall, Decision, CancellationToken, ValueTask<Decision>> Judge { get; init; } = static (_, found, _) => new(found);

    /// <summary>Takes the changes of permissions that a hook's consent brings with it.</summary>
    public Action<HookGrant> Grant { get; init; } = static _ => { };

    /// <summary>Takes down every answer before it counts.</summary>
    public Action<ITool, ToolCall, IReadOnlyList<Need>, ConsentGiven> Log { get; init; } = static (_, _, _, _) => { };

    public async ValueTask<GateAnswer> DecideAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, CancellationToken cancel)
    {
        var heard = await HearAsync(new LoopMoment.Calling(call, needs), cancel).ConfigureAwait(false);
        if (heard.Input is { } input)
            (call, needs) = Changed(tool, call, input);
        var decision = heard.Stop is { } stop
            ? new Decision(Verdict.Deny, Cause.Hook, $"a hook ended the run: {stop}", call.Name)
            : HookedDecision.Of(_refusals.Settle(await JudgedAsync(call, Decide(tool, call, needs), cancel).ConfigureAwait(false)), heard, Now.Mode);
        var settled = await SettleAsync(tool, call, needs, decision, cancel).ConfigureAwait(false);
        var given = settled.Given with { IsChanged = settled.Given.IsChanged || heard.Input is not null };
        Log(tool, settled.Call, settled.Needs, given);
        // As documented, what the mode itself refuses; rules, hooks and people know what they refused.
        if (!given.Allowed && given.By == "pith" && Now.Mode == PermissionMode.Auto && (await HearAsync(new LoopMoment.Refused(settled.Call, settled.Needs, given.Reason), cancel).ConfigureAwait(false)).MayRetry)
            given = given with { Reason = $"{given.Reason}. A hook of the user says that you may try it again" };
        return (given.Allowed ? GateAnswer.Allow : GateAnswer.Deny(given.Reason)) with
        {
            Input = given.IsChanged ? settled.Call.Input : default(ReadOnlyMemory<byte>?),
            Notes = heard.Context,
            Stop = heard.Stop ?? settled.Stop,
        };
    }

    private async ValueTask<Settled> SettleAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, Decision decision, CancellationToken cancel)
    {
        if (decision.Verdict != Verdict.Ask)
            return new(call, needs, ConsentGiven.Of(decision));
        var heard = await HearAsync(new LoopMoment.Asking(call, needs, decision.Reason), cancel).ConfigureAwait(false);
        if (heard.Input is { } input)
        {
            // What the hook put in its place is judged as if the model had written it.
            (call, needs) = Changed(tool, call, input);
            decision = Decide(tool, call, needs);
        }

        decision = HookedDecision.Of(decision, heard, Now.Mode);
        if (decision.Verdict == Verdict.Allow)
            foreach (var grant in heard.Grants)
                Grant(grant);
        if (decision.Verdict != Verdict.Ask)
            return new(call, needs, ConsentGiven.Of(decision) with { IsChanged = heard.Input is not null }, heard.Stop);
        var consent = await AskAsync(tool, call, needs, decision, cancel).ConfigureAwait(false);
        if (consent.Allowed && !consent.Input.IsEmpty)
            return DecideAgain(tool, call, consent.Input, decision);
        var by = person is NoPerson or PersonInTurn { IsNobody: true } ? "nobody" : "person";
        return new(call, needs, new ConsentGiven(consent.Allowed, by, decision, consent.Allowed ? decision.Reason : consent.Words, heard.Input is not null), heard.Stop);
    }

    private ValueTask<Consent> AskAsync(ITool tool, ToolCall call, IReadOnlyList<Need> needs, Decision decision, CancellationToken cancel)
    {
        void Prepare() => authority.Prepare(NameOf(tool, needs), [.. needs.Select(InFolder)], decision, Worktree?.Place);
        if (person is PersonInTurn inTurn)
            return inTurn.AskAsync(tool, call, decision, Prepare, cancel);
        Prepare();
        return person.AskAsync(tool, call, decision, cancel);
    }

    /// <summary>Another input is another call: what a rule denies stays denied. That it would be asked about was answered.</summary>
    private Settled DecideAgain(ITool tool, ToolCall call, ReadOnlyMemory<byte> input, Decision asked)
    {
        var (changed, needs) = Changed(tool, call, input);
        return Decide(tool, changed, needs) is { Verdict: Verdict.Deny } denied
            ? new(changed, needs, ConsentGiven.Of(denied) with { IsChanged = true })
            : new(changed, needs, new ConsentGiven(true, "person", asked, asked.Reason, true));
    }

    /// <summary>A call with its answer: a hook or a person may have put another in the place of the first.</summary>
    private readonly record struct Settled(ToolCall Call, IReadOnlyList<Need> Needs, ConsentGiven Given, string? Stop = null);

    private ValueTask<HookOutcome> HearAsync(LoopMoment moment, CancellationToken cancel) => Hook(moment with { Root = root, Place = folder() }, cancel);

    private ValueTask<Decision> JudgedAsync(ToolCall call, Decision found, CancellationToken cancel) => Now.Mode == PermissionMode.Auto ? Judge(call, found, cancel) : new(found);

    private Decision Decide(ITool tool, ToolCall call, IReadOnlyList<Need> needs)
    {
        var found = Now.Decide(NameOf(tool, needs), [.. needs.Select(InFolder)]);
        return Now.OnInput(NameOf(tool, needs), ServerCallTool.Led(call).Input) is { } said && said.Verdict > found.Verdict ? said : found;
    }

    /// <summary>Rules speak of a server's tool, whichever tool leads to it.</summary>
    private static string NameOf(ITool tool, IReadOnlyList<Need> needs) => needs is [{ Kind: NeedKind.CallServer or NeedKind.AskServer, Subject: var served }] ? served : tool.Spec.Name;

    private static (ToolCall Call, IReadOnlyList<Need> Needs) Changed(ITool tool, ToolCall call, ReadOnlyMemory<byte> input)
    {
        var changed = call with { Input = input };
        return (changed, tool.Needs(changed));
    }

    private Need InFolder(Need need) => need.From(folder(), root);
}
