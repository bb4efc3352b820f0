namespace Pith.Permissions.Settings;

/// <summary>What settings say to the model that judges in mode auto: rules in prose. Those of a project are never taken, for whoever writes them would judge himself.</summary>
public sealed record AutoModeSettings
{
    /// <summary>Stands for what is built in, at its place in a list.</summary>
    public const string Defaults = "$defaults";

    /// <summary>What is the user's own and whom he trusts; null where nothing is said, and then what is built in counts.</summary>
    public IReadOnlyList<string>? Environment { get; init; }

    /// <summary>What is allowed, and exceptions to <see cref="SoftDeny"/>.</summary>
    public IReadOnlyList<string>? Allow { get; init; }

    /// <summary>What is refused unless the user asked for exactly that.</summary>
    public IReadOnlyList<string>? SoftDeny { get; init; }

    /// <summary>What is refused whatever the user said.</summary>
    public IReadOnlyList<string>? HardDeny { get; init; }

    /// <summary>Whether mode auto goes without any rule that allows a command, so that all are judged.</summary>
    public bool ClassifyAllShell { get; init; }

    /// <summary>The lists that are set, by the names that settings use.</summary>
    public IEnumerable<string> Named
    {
        get
        {
            if (Environment is not null)
                yield return "autoMode.environment";
            if (Allow is not null)
                yield return "autoMode.allow";
            if (SoftDeny is not null)
                yield return "autoMode.soft_deny";
            if (HardDeny is not null)
                yield return "autoMode.hard_deny";
        }
    }

    /// <summary>Joins files given in falling precedence: lists join, and what is built in stands once.</summary>
    public static AutoModeSettings Join(IEnumerable<AutoModeSettings> files)
    {
        var all = files.ToArray();
        return new AutoModeSettings
        {
            Environment = Joined(all.Select(f => f.Environment)),
            Allow = Joined(all.Select(f => f.Allow)),
            SoftDeny = Joined(all.Select(f => f.SoftDeny)),
            HardDeny = Joined(all.Select(f => f.HardDeny)),
            ClassifyAllShell = all.Any(f => f.ClassifyAllShell),
        };
    }

    /// <summary>A list with what is built in at the place that names it.</summary>
    /// <param name="list">As settings have it; null for what is built in alone.</param>
    /// <param name="builtIn">What is built in.</param>
    public static IReadOnlyList<string> Spliced(IReadOnlyList<string>? list, IReadOnlyList<string> builtIn) =>
        list is null ? builtIn : [.. list.SelectMany(entry => entry == Defaults ? builtIn : [entry])];

    internal static AutoModeSettings Read(SettingsPlace document) => document.Part("autoMode") is not { } auto ? new() : new AutoModeSettings
    {
        Environment = auto.Has("environment") ? auto.Texts("environment") : null,
        Allow = auto.Has("allow") ? auto.Texts("allow") : null,
        SoftDeny = auto.Has("soft_deny") ? auto.Texts("soft_deny") : null,
        HardDeny = auto.Has("hard_deny") ? auto.Texts("hard_deny") : null,
        ClassifyAllShell = auto.Flag("classifyAllShell") ?? false,
    };

    private static string[]? Joined(IEnumerable<IReadOnlyList<string>?> lists)
    {
        var set = lists.OfType<IReadOnlyList<string>>().ToArray();
        return set.Length == 0 ? null : [.. set.SelectMany(l => l).Distinct(StringComparer.Ordinal)];
    }
}
