using Pith.Permissions.Classifiers;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Permissions.Decisions;

/// <summary>
/// Decides what a call may do. Deny rules come first, then the breaker, ask rules, allow rules, what is harmless by itself, and
/// last the mode. Of several needs or parts the strictest decision is the whole's.
/// </summary>
public sealed class Authority
{
    private readonly PathJudge paths;
    private readonly CommandJudge commands;
    private readonly RuleBook rules;
    private readonly SeenLines seen = new();

    /// <summary>An authority over these settings.</summary>
    public Authority(PermissionSettings settings, AuthorityOptions options)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var mode = options.Mode ?? settings.Mode ?? PermissionMode.Default;
        Mode = mode == PermissionMode.BypassPermissions && settings.BypassDisabled || mode == PermissionMode.Auto && settings.AutoDisabled ? PermissionMode.Default : mode;
        if (Mode == PermissionMode.Auto)
        {
            var judgesAll = settings.AutoMode.ClassifyAllShell;
            bool Goes(Rule rule) => BroadRule.Is(rule) || judgesAll && rule is { Verdict: Verdict.Allow, Tool: "Bash" };
            (Dropped, settings) = ([.. settings.Rules.Where(Goes)], settings.Without(Goes));
        }

        rules = new RuleBook(settings, options);
        paths = new PathJudge(rules, Mode);
        commands = new CommandJudge(rules, paths, Mode);
    }

    /// <summary>The mode in force, after what settings prohibit.</summary>
    public PermissionMode Mode { get; }

    /// <summary>Whether a rule with this verdict speaks of a tool, for any use of it.</summary>
    public bool HasRule(Verdict verdict, string tool) => rules.First(verdict, r => r.Names(tool)) is not null;

    /// <summary>Whether a rule denies every use of a tool.</summary>
    public bool DeniesWhole(string tool) => rules.First(Verdict.Deny, r => r.Specifier is null && r.Names(tool)) is not null;

    /// <summary>Whether rules about paths keep any file from what only comes upon it, as a search does.</summary>
    public bool WithholdsSome => rules.First(Verdict.Deny, IsOfReading) is not null || rules.First(Verdict.Ask, IsOfReading) is not null;

    /// <summary>Whether a file must not be come upon: a rule denies reading it, or wants to be asked, which a search cannot do for each file.</summary>
    /// <param name="real">Its full path without links.</param>
    public bool Withholds(string real) => paths.Withholds(real);

    /// <summary>The allow rules that mode auto goes without, because they would leave it nothing to judge.</summary>
    public IReadOnlyList<Rule> Dropped { get; } = [];

    /// <summary>Decides on one need of a tool. A line that was judged before, and whose judgement asked nothing of the disk, costs no more than finding it.</summary>
    public Decision Decide(string tool, Need need)
    {
        if (need.Kind == NeedKind.RunCommand && tool == "Bash" && seen.Find(need.Subject) is { } known)
            return known;
        var looks = rules.Looks;
        var found = need.Kind switch
        {
            NeedKind.RunCommand => commands.Judge(need.Subject, isHeld: true),
            NeedKind.RunOutside => commands.Judge(need.Subject, isHeld: false),
            NeedKind.ReadPath => paths.Judge(tool, need.Subject, writes: false),
            NeedKind.WritePath => paths.Judge(tool, need.Subject, writes: true),
            _ => Other(tool, need),
        };
        var settled = Settle(found);
        if (need.Kind == NeedKind.RunCommand && tool == "Bash" && rules.Looks == looks)
            seen.Add(need.Subject, settled);
        return settled;
    }

    /// <summary>What a rule about a field of its input says of a call; null where none speaks of it. Such rules deny or ask, never allow.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="input">Its input, JSON.</param>
    public Decision? OnInput(string tool, ReadOnlyMemory<byte> input)
    {
        if (rules.First(Verdict.Deny, r => r.Names(tool) && ParameterRule.Is(r.Specifier)) is null && rules.First(Verdict.Ask, r => r.Names(tool) && ParameterRule.Is(r.Specifier)) is null)
            return null;
        using var read = ParameterRule.Read(input);
        foreach (var verdict in (Verdict[])[Verdict.Deny, Verdict.Ask])
            if (read is not null && rules.First(verdict, r => r.Names(tool) && r.Specifier is { } specifier && ParameterRule.Matches(specifier, read.RootElement)) is { } rule)
                return Settle(RuleBook.Decided(rule, tool));
        return null;
    }

    /// <summary>A need as the tool that runs commands states it: what settings exclude, or what only asks the network, runs outside a sandbox.</summary>
    public Need Placed(Need need) =>
        need.Kind == NeedKind.RunCommand && rules.Containment != Containment.None && (rules.Excludes(need.Subject) || rules.IsTrusted && NetworkReading.NeedsOutside(need.Subject, rules.Folder, rules.Folder, rules.Reached))
            ? need with { Kind = NeedKind.RunOutside }
            : need;

    /// <summary>Decides on all needs of a call: the strictest decision, the first of its kind.</summary>
    public Decision Decide(string tool, IReadOnlyList<Need> needs)
    {
        ArgumentNullException.ThrowIfNull(needs);
        Decision? strictest = null;
        foreach (var need in needs)
            if (Decide(tool, need) is var decision && (strictest is null || decision.Verdict > strictest.Verdict))
                strictest = decision;
        return strictest ?? Settle(rules.OnTool(tool, "") ?? new Decision(Verdict.Allow, Cause.ReadOnly, "it needs nothing of the world", tool));
    }

    private static bool IsOfReading(Rule rule) => rule.Specifier is not null && PathTools.Reads(rule.Tool);

    private Decision Other(string tool, Need need)
    {
        foreach (var verdict in (Verdict[])[Verdict.Deny, Verdict.Ask, Verdict.Allow])
            if (rules.First(verdict, r => r.Names(tool) && (r.Specifier is null || need.Kind == NeedKind.ReachHost && HostPattern.Matches(r.Specifier, need.Subject)
                || need.Kind == NeedKind.StartAgent && Glob.Matches(r.Specifier, need.Subject))) is { } rule)
                return RuleBook.Decided(rule, need.Subject);
        if (need.Kind == NeedKind.ReachHost && Mode == PermissionMode.Auto && rules.Hosts.Allows(need.Subject, 443))
            return new Decision(Verdict.Allow, Cause.Mode, "mode auto reaches the hosts that commands in the sandbox reach", need.Subject);
        if (need.Kind == NeedKind.AskServer && Mode == PermissionMode.Auto)
            return new Decision(Verdict.Allow, Cause.Classifier, "the server's tool only reads", need.Subject);
        if (need.Kind == NeedKind.EndPlan)
            return Mode == PermissionMode.Plan
                ? new Decision(Verdict.Ask, Cause.Mode, "mode plan ends when you agree to the plan", need.Subject)
                : new Decision(Verdict.Allow, Cause.ReadOnly, "no plan is waited for", need.Subject);
        if (need.Kind == NeedKind.StartAgent)
            return new Decision(Verdict.Allow, Cause.ReadOnly, "what an agent does is decided call by call", need.Subject);
        return new Decision(Verdict.Ask, Cause.NoRule, need.Kind switch
        {
            NeedKind.ReachHost => $"no rule allows {tool} to reach {HostPattern.HostOf(need.Subject)}",
            NeedKind.Spend => $"spending {need.Subject} US dollars needs consent",
            _ => $"no rule allows {need.Subject}",
        }, need.Subject);
    }

    /// <summary>What the mode makes of what would be asked.</summary>
    private Decision Settle(Decision found)
    {
        if (found.Verdict != Verdict.Ask)
            return found;
        return Mode switch
        {
            PermissionMode.DontAsk => found with { Verdict = Verdict.Deny, Reason = $"{found.Reason}, and in mode dontAsk nobody is asked" },
            PermissionMode.BypassPermissions when found.Cause is not (Cause.Breaker or Cause.Opaque) => found with { Verdict = Verdict.Allow, Cause = Cause.Mode, Reason = $"mode bypassPermissions allows it, though {found.Reason}" },
            _ => found,
        };
    }
}
