using Pith.Permissions.Classifiers;
using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Permissions.Decisions;

/// <summary>The rules in force, with the folders they speak about.</summary>
internal sealed class RuleBook
{
    private readonly PermissionSettings settings;
    private readonly AuthorityOptions options;
    private readonly string[] workspace;
    private readonly RulePlaces places;
    private long looks;

    public RuleBook(PermissionSettings settings, AuthorityOptions options)
    {
        (this.settings, this.options) = (settings, options);
        (Denied, Hosts) = (settings.Hosts, options.ReachesHosts ? settings.Hosts : HostList.None);
        Folder = LexicalPath.Join("", options.Folder);
        places = new RulePlaces(Folder, options.Home, options.Origin);
        var free = settings.BlocksOutsideWrites ? [] : options.Free ?? [];
        workspace = [Folder, .. free, .. settings.AdditionalFolders.Select(f => LexicalPath.Join(places.Written, f.StartsWith("~/", StringComparison.Ordinal) && options.Home is not null ? options.Home + f[1..] : f))];
    }

    public string Folder { get; }

    /// <summary>How often something on the disk was looked at; what a look decided may be otherwise the next time.</summary>
    public long Looks => Interlocked.Read(ref looks);

    /// <summary>Something on the disk is looked at.</summary>
    public void Look() => Interlocked.Increment(ref looks);

    public string? Home => options.Home;

    public bool IsTrusted => options.IsTrusted;

    public Containment Containment => options.Containment;

    /// <summary>Whether what the sandbox holds needs no consent in any mode that asks.</summary>
    public bool HeldNeedsNoConsent => settings.Sandbox.AllowsHeld is not false;

    /// <summary>Whether a program of which nobody knows what it opens may open what rules deny, though it runs in the sandbox.</summary>
    public bool MayMeetDenied => !options.HoldsDenied && settings.Rules.Any(r => r.Verdict == Verdict.Deny && (PathTools.Reads(r.Tool) || PathTools.Writes(r.Tool)) && (r.Specifier is not null || r.Tool is "Read" or "Edit"));

    /// <summary>Whether the sandbox keeps every program from the paths that rules deny.</summary>
    public bool HoldsDenied => options.HoldsDenied;

    /// <summary>The hosts that what runs in the sandbox reaches.</summary>
    public HostList Hosts { get; }

    /// <summary>Whether there is anything of the kind.</summary>
    public bool Obeys => options.Obeyed is { Count: > 0 } || options.Started is { Count: > 0 };

    /// <summary>Why a path takes effect later though its name does not say so, or null.</summary>
    public string? WhyObeyed(string path) =>
        In(options.Obeyed, path) is { } obeyed ? $"the repository's configuration makes git obey {LexicalPath.NameOf(obeyed)}" : In(options.Started, path) is { } started ? $"a hook starts {LexicalPath.NameOf(started)}" : null;

    private static string? In(IReadOnlyList<string>? places, string path) => places?.FirstOrDefault(place => LexicalPath.IsWithin(path, place));

    /// <summary>The hosts that nobody reaches unasked.</summary>
    public HostList Denied { get; }

    /// <summary>What the sandbox reaches, with what nobody may, which counts without one too.</summary>
    public HostList Reached => new(Hosts.Allowed, Denied.Denied);

    /// <summary>Whether a path is one that commands in the sandbox see as it is, with all that lies below it: what searches a folder enters what is hidden in it.</summary>
    public bool IsShown(string real) =>
        !(options.Hidden ?? []).Any(h => LexicalPath.IsWithin(real, h) || LexicalPath.IsWithin(h, real)) && !LexicalPath.IsWithin(real, "/proc") && !LexicalPath.IsWithin("/proc", real) && !SecretNames.Stand(real);

    public bool BlocksOutsideWrites => settings.BlocksOutsideWrites;

    /// <summary>The first rule with this verdict that holds, in the precedence of files.</summary>
    public Rule? First(Verdict verdict, Func<Rule, bool> holds) => settings.Rules.FirstOrDefault(r => r.Verdict == verdict && holds(r));

    /// <summary>Whether any rule denies or asks for this tool; then what cannot be compared with it is not waved through.</summary>
    public bool Guards(string tool) => settings.Rules.Any(r => r.Verdict != Verdict.Allow && r.Concerns(tool));

    /// <summary>Whether any rule denies some use of this tool; then what may hide such a use is asked about in every mode.</summary>
    public bool Denies(string tool) => settings.Rules.Any(r => r.Verdict == Verdict.Deny && r.Concerns(tool));

    /// <summary>
    /// The cause of what the line was read for, and is still only known when it runs: a program, a file, a value. Mode bypassPermissions promises that everything passes which neither a
    /// deny rule nor the breaker holds. The breaker holds what the text shows, and what it sets itself; so without any such rule there is nothing left that could hold this,
    /// whether it is <c>$X foo</c> or <c>eval "$X"</c>. What was not read, and paths of other machines, ask in every mode.
    /// </summary>
    public Cause Unknown(PermissionMode mode) =>
        mode == PermissionMode.BypassPermissions && !Denies("Bash") && !Denies("Read") && !Denies("Edit") ? Cause.NoRule : Cause.Opaque;

    /// <summary>What a rule about the whole tool decides, or null.</summary>
    public Decision? OnTool(string tool, string part)
    {
        foreach (var verdict in (Verdict[])[Verdict.Deny, Verdict.Ask, Verdict.Allow])
            if (First(verdict, r => r.Specifier is null && r.Names(tool)) is { } rule)
                return Decided(rule, part);
        return null;
    }

    /// <summary>The first rule of this verdict for a path, or null.</summary>
    /// <param name="verdict">Which.</param>
    /// <param name="tool">Edit or Read, of which all rules about paths speak.</param>
    /// <param name="path">The path.</param>
    /// <param name="called">The tool that is called, of which rules without a path speak.</param>
    public Rule? OnPath(Verdict verdict, string tool, ReadOnlySpan<char> path, string? called = null)
    {
        // Asked of each name that git tracks: nothing is made here.
        for (var i = 0; i < settings.Rules.Count; i++)
            if (settings.Rules[i] is var r && r.Verdict == verdict
                && (r.Specifier is null ? r.Names(tool) || called is not null && r.Names(called) : r.Concerns(tool) && places.Match(r, path)))
                return r;
        return null;
    }

    /// <summary>The rule that denies editing a file, or what a link in its place leads to; or null.</summary>
    /// <param name="path">A plain absolute path.</param>
    public Rule? DeniesEditing(string path) =>
        OnPath(Verdict.Deny, "Edit", path) ?? (IsLink(path) && RealPath.OrNull(path) is { } real ? OnPath(Verdict.Deny, "Edit", real) : null);

    /// <summary>Whether a link stands at a path.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Whether a line runs outside the sandbox because settings say so.</summary>
    public bool Excludes(string line) => ExcludedCommands.Hold(settings.Sandbox.Excluded, line);

    /// <summary>Whether a rule denies this use of something at a path or below it, there already or not.</summary>
    public bool MayDenyBelow(string tool, string path) =>
        First(Verdict.Deny, r => r.Tool == tool && (r.Specifier is null || places.MayMatchBelow(r, path))) is not null;

    /// <summary>Whether something stands at a plain absolute path.</summary>
    public bool Exists(string path)
    {
        Look();
        return Path.Exists(path);
    }

    /// <summary>Whether a plain absolute path lies in the workspace.</summary>
    public bool IsInside(string path) => workspace.Any(f => LexicalPath.IsWithin(path, f));

    public static Decision Decided(Rule rule, string part, int at = 0) =>
        new(rule.Verdict, Cause.Rule, $"the rule {rule} {(rule.Verdict == Verdict.Deny ? "denies" : rule.Verdict == Verdict.Ask ? "asks about" : "allows")} it", part, rule, at);
}
