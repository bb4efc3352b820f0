using System.Runtime.Versioning;
using Pith.Permissions.Rules;
using Pith.Tools.Shells;

namespace Pith.Tools.Sandboxes;

/// <summary>The sandbox of a session: its commands run in it, each in one of its own.</summary>
public sealed class Sandbox
{
    private readonly IReadOnlyList<string> launcher;
    private readonly NestedRepositories[] repositories;
    private readonly Lock oneAtATime = new();
    private readonly Remains remains = new();
    private GuardedState? running;

    /// <summary>A sandbox for this kernel.</summary>
    /// <param name="policy">What commands may touch.</param>
    /// <param name="abilities">What the kernel gives; it must suffice.</param>
    /// <param name="launcher">The program itself, by full path, with what must come before its arguments.</param>
    /// <exception cref="IOException">The kernel cannot hold commands to the policy.</exception>
    public Sandbox(SandboxPolicy policy, SandboxAbilities abilities, IReadOnlyList<string> launcher)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!abilities.Suffices)
            throw new IOException(abilities.Lacks[0]);
        if (!abilities.HasNamespaces && policy.ReadOnly.Count > 0)
            throw new IOException($"without namespaces nothing keeps {policy.ReadOnly[0]} from change inside a folder that may be written");
        Policy = abilities.HasNamespaces ? policy : policy with { Hidden = [], Hosts = HostList.None, WithoutNamespaces = true };
        (Abilities, this.launcher) = (abilities, launcher);
        repositories = [.. Policy.Guarded.Select(r => new NestedRepositories(r, TimeProvider.System))];
    }

    /// <summary>What commands may touch.</summary>
    public SandboxPolicy Policy { get; }

    /// <summary>What the kernel gives.</summary>
    public SandboxAbilities Abilities { get; }

    /// <summary>Whether a model may ask for a command to run outside.</summary>
    public bool MayAskOutside { get; init; } = true;

    /// <summary>Whether what lies in the working folder takes effect: git and gh obey it.</summary>
    public bool TrustsFolder { get; init; }

    /// <summary>What rules deny of paths, for every program that runs in here; null for nothing.</summary>
    public DeniedPaths? Denied { get; init; }

    /// <summary>Commands that run outside, by the patterns of Bash rules; they are judged as without a sandbox.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Whether every command of a line is one that runs outside.</summary>
    public bool Excludes(string line) => ExcludedCommands.Hold(Excluded, line);

    /// <summary>What a model, or a person, should know when a command fails.</summary>
    public string Note => $"It ran in a sandbox: it may write below {string.Join(", ", Policy.Writable)} only, not what takes effect later (git hooks and configuration, settings of agents and editors, programs that git's settings or hooks start){(Policy.AllowsNetwork ? "" : Policy.Hosts.IsEmpty ? ", and reaches no network" : $", and reaches {string.Join(", ", Policy.Hosts.Allowed)} only, through the proxy that its variables name")}";

    /// <summary>Runs a command with the files of this process, and waits for it.</summary>
    /// <param name="start">What.</param>
    /// <param name="environment">All of its environment, <c>NAME=value</c>.</param>
    [SupportedOSPlatform("linux")]
    public unsafe SandboxEnd Run(SandboxedStart start, IReadOnlyList<string> environment)
    {
        ArgumentNullException.ThrowIfNull(start);
        var held = Around(new ChildStart(start.Program, start.Arguments.ToArray(), start.Folder, environment.ToArray()), out var found);
        var guarded = Watch(found);
        var pid = held.RunHere();
        int status;
        while (Posix.WaitPid(pid, &status, 0) != pid)
            continue;
        return new SandboxEnd((status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), guarded.PutBack(), guarded.TakeUnguarded());
    }

    /// <summary>The command as it is started in the sandbox.</summary>
    /// <param name="start">The command.</param>
    /// <param name="found">What was found for it, which <see cref="Watch"/> needs too.</param>
    /// <exception cref="IOException">Rules deny more than can be held.</exception>
    [SupportedOSPlatform("linux")]
    internal ChildStart Around(ChildStart start, out FoundNow found) =>
        new(launcher[0], [.. launcher, .. SandboxArguments.Of(PolicyNow(out found), start.Folder ?? Policy.Writable[0], start.Program, start.Arguments)], start.Folder, start.Environment);

    // What git obeys, and what rules deny, may have come into being since the last command.
    private SandboxPolicy PolicyNow(out FoundNow found)
    {
        found = default;
        if (!Abilities.HasNamespaces)
            return Policy;
        found = new FoundNow(FindStarted(), null);
        var now = Policy with { Started = found.Started! };
        if (Denied is not { IsEmpty: false })
            return now;
        var (hidden, kept) = Denied.Find();
        found = found with { Kept = kept };
        return now with { Hidden = [.. Policy.Hidden.Union(hidden, StringComparer.Ordinal)], ReadOnly = [.. Policy.ReadOnly.Union(kept, StringComparer.Ordinal)] };
    }

    private string[] FindStarted() => [.. Policy.Guarded.SelectMany(GitConfiguration.Obeyed).Concat(Policy.Started).Distinct(StringComparer.Ordinal)];

    /// <summary>What must be as it is now when the command has ended; for a command that begins while others run, what was there before those.</summary>
    /// <param name="found">What was found for the command; what it does not have is looked for.</param>
    internal GuardedState Watch(FoundNow found = default)
    {
        lock (oneAtATime)
            return Join() ?? (running = GuardedState.Of(Policy with { Started = found.Started ?? FindStarted() }, isHeld: Abilities.HasNamespaces, repositories, Denied, remains, found.Kept));
    }

    /// <summary>The same for a command outside: null where none runs in the sandbox that it has to be told from.</summary>
    internal GuardedState? Join()
    {
        lock (oneAtATime)
            return running is { } state && state.TryShare() ? state : null;
    }

    /// <summary>What earlier commands left that could not be put back, and is still there.</summary>
    internal IReadOnlyList<string> Left() => remains.With(new Changes());

    /// <summary>A file was changed by who may, outside the sandbox: what runs beside that must not have it put back.</summary>
    /// <param name="path">The file, full and without links.</param>
    public void Forget(string path)
    {
        lock (oneAtATime)
            running?.Forget(path);
    }
}
