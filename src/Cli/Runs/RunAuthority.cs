using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>The authority of a run, which a person may change while it works: another mode, rules for the rest of the session.</summary>
internal sealed class RunAuthority
{
    private readonly Func<PermissionMode?, IReadOnlyList<Rule>, SubAgentFolder?, Authority> _make;
    private readonly string _folder;
    private readonly bool _mayBypass;
    private readonly List<Rule> _session = [];
    private readonly Lock _lock = new();
    private PermissionMode? _mode;
    private PermissionMode _beforePlan;

    /// <summary>That of the settings in force here. They are read once: an agent that changes a file gives itself nothing.</summary>
    /// <param name="invocation">Has the flags.</param>
    /// <param name="folder">Where paths of rules begin.</param>
    /// <param name="started">What hooks start, where they were read already.</param>
    public RunAuthority(Invocation invocation, string folder, IReadOnlyList<string>? started = null)
        : this(PermissionFiles.Read(invocation, started), GivenRules.Of(invocation, folder), GivenRules.Mode(invocation), folder)
    {
    }

    private RunAuthority(ReadSettings settings, PermissionSettings given, string? modeName, string folder)
        : this((mode, rules, place) => settings.Open(place?.Path ?? folder, given.With(rules), mode is { } chosen ? PermissionModes.All[(int)chosen] : modeName, origin: place?.Origin), folder)
    {
        Settings = settings.With(given);
        if (Settings.Mode is PermissionMode.AcceptEdits or PermissionMode.Auto or PermissionMode.DontAsk)
            _beforePlan = Settings.Mode.Value;
    }

    /// <param name="make">Makes an authority of the settings in force, for a mode (null: that of the settings), further rules, and a work tree or (null) the folder itself.</param>
    /// <param name="folder">Where paths of rules begin.</param>
    public RunAuthority(Func<PermissionMode?, IReadOnlyList<Rule>, SubAgentFolder?, Authority> make, string folder)
    {
        (_make, _folder) = (make, folder);
        Now = make(null, [], null);
        _mayBypass = Now.Mode == PermissionMode.BypassPermissions;
    }

    /// <summary>What decides now.</summary>
    public Authority Now { get; private set; }

    /// <summary>The same settings and session over a work tree of a sub-agent.</summary>
    public Authority Over(SubAgentFolder place)
    {
        lock (_lock)
            return _make(_mode, _session, place);
    }

    /// <summary>The settings as they were read.</summary>
    public PermissionSettings Settings { get; } = new();

    /// <summary>Whether a rule allows any use of a tool.</summary>
    public bool Allows(string tool) => Now.HasRule(Verdict.Allow, tool) && !Now.DeniesWhole(tool);

    /// <summary>Whether rules keep a file from what only comes upon it. Takes a full path without links.</summary>
    public bool Withholds(string real) => Now is { WithholdsSome: true } now && now.Withholds(real);

    /// <summary>The mode that was set last.</summary>
    public PermissionMode Mode
    {
        get => Now.Mode;
        set
        {
            lock (_lock)
            {
                Set(value);
                Now = _make(_mode, _session, null);
            }
        }
    }

    private void Set(PermissionMode mode)
    {
        if (mode == PermissionMode.Plan && Now.Mode != PermissionMode.Plan)
            _beforePlan = Now.Mode;
        _mode = mode;
    }

    /// <summary>Goes back to the mode before plan mode, unless another is in force already.</summary>
    /// <returns>The mode in force.</returns>
    public PermissionMode LeavePlan()
    {
        if (Mode == PermissionMode.Plan)
            Mode = _beforePlan;
        return Mode;
    }

    /// <summary>The rule that would allow the call which is asked about, from now on; null where none would. Calls are asked about one after another.</summary>
    public Rule? Offer { get; private set; }

    /// <summary>Offers nothing any more.</summary>
    public void Withdraw() => Offer = null;

    /// <summary>Finds the rule to offer for a call that is asked about: the first that an authority with it lets pass.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="needs">What the call needs.</param>
    /// <param name="asked">Why it is asked about.</param>
    /// <param name="place">The work tree that it is made in; null for the run's own folder.</param>
    public void Prepare(string tool, IReadOnlyList<Need> needs, Decision asked, SubAgentFolder? place = null)
    {
        Offer = null;
        if (asked.Cause is Cause.Breaker or Cause.Opaque or Cause.Hook)
            return; // no rule allows these
        foreach (var text in RuleOffers.Of(tool, needs, asked, place?.Path ?? _folder))
            if (Rule.TryParse(text, Verdict.Allow, RuleSource.CommandLine, "/", out var rule, out _) && _make(_mode, [.. _session, rule], place).Decide(tool, needs).Verdict == Verdict.Allow)
            {
                Offer = rule;
                return;
            }
    }

    /// <summary>A rule for the rest of the session.</summary>
    public void Allow(Rule rule)
    {
        lock (_lock)
        {
            _session.Add(rule);
            Now = _make(_mode, _session, null);
        }
    }

    /// <summary>Why a mode cannot be set from afar; null where it can.</summary>
    public string? Refuses(PermissionMode mode) =>
        mode == PermissionMode.BypassPermissions && !_mayBypass ? "bypassPermissions can only be chosen when pith is started: --permission-mode bypassPermissions" : null;

    /// <summary>Takes the changes that an answer of the Agent SDK lists. They hold for this session, whatever destination they name: no file is written.</summary>
    /// <returns>What was not taken, a sentence each.</returns>
    public IReadOnlyList<string> Apply(JsonElement updates)
    {
        var read = new PermissionUpdates(_folder, Refuses);
        read.Read(updates);
        lock (_lock)
        {
            if (read.Mode is { } mode)
                Set(mode);
            _session.AddRange(read.Rules);
            Now = _make(_mode, _session, null); // once for all of them
        }

        return read.Problems;
    }
}
