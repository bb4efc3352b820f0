namespace Pith.Permissions.Settings;

/// <summary>What settings say about the sandbox, under the key <c>sandbox</c> as Claude Code documents it. Null is where nothing is said.</summary>
public sealed record SandboxSettings
{
    /// <summary><c>enabled</c>: whether commands run in one.</summary>
    public bool? Enabled { get; init; }

    /// <summary><c>autoAllowBashIfSandboxed</c>: whether what it holds needs no consent; yes where nothing is said.</summary>
    public bool? AllowsHeld { get; init; }

    /// <summary><c>failIfUnavailable</c>: whether to stop where the kernel has none.</summary>
    public bool? MustBe { get; init; }

    /// <summary><c>allowUnsandboxedCommands</c>: whether a model may ask for a command to run outside; yes where nothing is said.</summary>
    public bool? MayAskOutside { get; init; }

    /// <summary><c>excludedCommands</c>: what runs outside, by the patterns of Bash rules.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary><c>filesystem.allowWrite</c>: further folders that may be written.</summary>
    public IReadOnlyList<string> AllowWrite { get; init; } = [];

    /// <summary><c>filesystem.denyWrite</c>: what may not be written though it lies in one that may.</summary>
    public IReadOnlyList<string> DenyWrite { get; init; } = [];

    /// <summary><c>filesystem.denyRead</c>: what looks empty.</summary>
    public IReadOnlyList<string> DenyRead { get; init; } = [];

    /// <summary><c>filesystem.allowRead</c>: what does not, though it is hidden unless settings say otherwise.</summary>
    public IReadOnlyList<string> AllowRead { get; init; } = [];

    /// <summary><c>network.allowAllUnixSockets</c>: whether commands may talk to local services.</summary>
    public bool? AllowsUnixSockets { get; init; }

    /// <summary><c>network.allowedDomains</c>: hosts that commands may reach.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary><c>network.deniedDomains</c>: hosts that they may not, whatever allows them.</summary>
    public IReadOnlyList<string> DeniedHosts { get; init; } = [];

    /// <summary>Reads the key; null where it is not there.</summary>
    internal static SandboxSettings? Read(SettingsPlace settings)
    {
        if (settings.Part("sandbox") is not { } sandbox)
            return null;
        var (files, network) = (sandbox.Part("filesystem"), sandbox.Part("network"));
        return new SandboxSettings
        {
            Enabled = sandbox.Flag("enabled"),
            AllowsHeld = sandbox.Flag("autoAllowBashIfSandboxed"),
            MustBe = sandbox.Flag("failIfUnavailable"),
            MayAskOutside = sandbox.Flag("allowUnsandboxedCommands"),
            Excluded = sandbox.Texts("excludedCommands"),
            AllowWrite = files?.Texts("allowWrite") ?? [],
            DenyWrite = files?.Texts("denyWrite") ?? [],
            DenyRead = files?.Texts("denyRead") ?? [],
            AllowRead = files?.Texts("allowRead") ?? [],
            AllowsUnixSockets = network?.Flag("allowAllUnixSockets"),
            AllowedHosts = network?.Texts("allowedDomains") ?? [],
            DeniedHosts = network?.Texts("deniedDomains") ?? [],
        };
    }

    /// <summary>Joins files in falling precedence: lists join, the first choice counts.</summary>
    internal static SandboxSettings Join(IEnumerable<SandboxSettings> files)
    {
        var all = files.ToArray();
        return new SandboxSettings
        {
            Enabled = all.Select(f => f.Enabled).FirstOrDefault(v => v is not null),
            AllowsHeld = all.Select(f => f.AllowsHeld).FirstOrDefault(v => v is not null),
            MustBe = all.Select(f => f.MustBe).FirstOrDefault(v => v is not null),
            MayAskOutside = all.Select(f => f.MayAskOutside).FirstOrDefault(v => v is not null),
            Excluded = [.. all.SelectMany(f => f.Excluded)],
            AllowWrite = [.. all.SelectMany(f => f.AllowWrite)],
            DenyWrite = [.. all.SelectMany(f => f.DenyWrite)],
            DenyRead = [.. all.SelectMany(f => f.DenyRead)],
            AllowRead = [.. all.SelectMany(f => f.AllowRead)],
            AllowsUnixSockets = all.Select(f => f.AllowsUnixSockets).FirstOrDefault(v => v is not null),
            AllowedHosts = [.. all.SelectMany(f => f.AllowedHosts)],
            DeniedHosts = [.. all.SelectMany(f => f.DeniedHosts)],
        };
    }

    /// <summary>What a folder that nobody has trusted may say: only what makes the sandbox narrower.</summary>
    public SandboxSettings Tightening() => new()
    {
        Enabled = Enabled is true ? true : null,
        AllowsHeld = AllowsHeld is false ? false : null,
        MustBe = MustBe is true ? true : null,
        MayAskOutside = MayAskOutside is false ? false : null,
        DenyWrite = DenyWrite,
        DenyRead = DenyRead,
        AllowsUnixSockets = AllowsUnixSockets is false ? false : null,
        DeniedHosts = DeniedHosts,
    };
}
