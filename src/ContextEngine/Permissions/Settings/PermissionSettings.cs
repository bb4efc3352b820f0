using Pith.Permissions.Rules;

namespace Pith.Permissions.Settings;

/// <summary>What settings say about permissions, of one file or of all together.</summary>
public sealed class PermissionSettings
{
    /// <summary>Every rule, in the precedence of its file.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>The mode; null where nothing is said.</summary>
    public PermissionMode? Mode { get; init; }

    /// <summary>Folders that belong to the workspace besides the working folder.</summary>
    public IReadOnlyList<string> AdditionalFolders { get; init; } = [];

    /// <summary>Whether <see cref="PermissionMode.BypassPermissions"/> may not be used.</summary>
    public bool BypassDisabled { get; init; }

    /// <summary>Whether <see cref="PermissionMode.Auto"/> may not be used.</summary>
    public bool AutoDisabled { get; init; }

    /// <summary>Whether writing outside the workspace is refused in every mode.</summary>
    public bool BlocksOutsideWrites { get; init; }

    /// <summary>The sandbox.</summary>
    public SandboxSettings Sandbox { get; init; } = new();

    /// <summary>What the model that judges in mode auto is told.</summary>
    public AutoModeSettings AutoMode { get; init; } = new();

    /// <summary>What stands in files and does not count, a sentence each.</summary>
    public IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>Whether a file has keys of <see cref="RunSettings"/> that need trust.</summary>
    public bool SaysMore { get; init; }

    /// <summary>The hosts that commands in the sandbox may reach: those its settings name, and those that rules let WebFetch reach.</summary>
    public HostList Hosts => new([.. Sandbox.AllowedHosts, .. OfRules(Verdict.Allow)], [.. Sandbox.DeniedHosts, .. OfRules(Verdict.Deny)]);

    private IEnumerable<string> OfRules(Verdict verdict) => Rules.Where(r => r.Verdict == verdict && r.Names("WebFetch")).Select(r => HostPattern.DomainOf(r.Specifier)).OfType<string>();

    /// <summary>The same with more rules behind its own.</summary>
    public PermissionSettings With(IReadOnlyList<Rule> more) => WithRules([.. Rules, .. more]);

    /// <summary>The same without some of the rules.</summary>
    internal PermissionSettings Without(Func<Rule, bool> dropped) => WithRules([.. Rules.Where(r => !dropped(r))]);

    private PermissionSettings WithRules(IReadOnlyList<Rule> rules) => new()
    {
        Rules = rules,
        Mode = Mode,
        AdditionalFolders = AdditionalFolders,
        BypassDisabled = BypassDisabled,
        AutoDisabled = AutoDisabled,
        BlocksOutsideWrites = BlocksOutsideWrites,
        Sandbox = Sandbox,
        AutoMode = AutoMode,
        PassedOver = PassedOver,
    };

    /// <summary>Joins files given in falling precedence: lists join, the first value of a single setting counts, a prohibition anywhere counts.</summary>
    public static PermissionSettings Join(params IReadOnlyList<PermissionSettings> files) => new()
    {
        Rules = [.. files.SelectMany(f => f.Rules)],
        Mode = files.FirstOrDefault(f => f.Mode is not null)?.Mode,
        AdditionalFolders = [.. files.SelectMany(f => f.AdditionalFolders).Distinct(StringComparer.Ordinal)],
        BypassDisabled = files.Any(f => f.BypassDisabled),
        AutoDisabled = files.Any(f => f.AutoDisabled),
        BlocksOutsideWrites = files.Any(f => f.BlocksOutsideWrites),
        Sandbox = SandboxSettings.Join(files.Select(f => f.Sandbox)),
        AutoMode = AutoModeSettings.Join(files.Select(f => f.AutoMode)),
        PassedOver = [.. files.SelectMany(f => f.PassedOver)],
    };
}
