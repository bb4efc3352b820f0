using Pith.Permissions.Rules;

namespace Pith.Hooks;

/// <summary>The hooks of one settings file, or of all together.</summary>
public sealed record HookSettings
{
    /// <summary>All hooks, in their order.</summary>
    public IReadOnlyList<HookHandler> Handlers { get; init; } = [];

    /// <summary>Whether hooks are switched off; by any settings but the organisation's, the organisation's own stay on.</summary>
    public bool AllDisabled { get; init; }

    /// <summary>Whether only the organisation's hooks run; counts in its settings alone.</summary>
    public bool ManagedOnly { get; init; }

    /// <summary>Where hooks may post to, with <c>*</c> for anything; null where nothing is said, and then anywhere.</summary>
    public IReadOnlyList<string>? AllowedUrls { get; init; }

    /// <summary>Which settings these are of.</summary>
    public RuleSource Source { get; init; }

    /// <summary>Names that stand where an event should, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Joins files given in falling precedence.</summary>
    public static HookSettings Join(IReadOnlyList<HookSettings> files)
    {
        var managedOnly = files.Any(f => f.Source == RuleSource.Managed && f.ManagedOnly);
        var managedOff = files.Any(f => f.Source == RuleSource.Managed && f.AllDisabled);
        var othersOff = managedOnly || files.Any(f => f.AllDisabled);
        var urls = files.Any(f => f.AllowedUrls is not null) ? files.SelectMany(f => f.AllowedUrls ?? []).ToArray() : null;
        var handlers = files.SelectMany(f => f.Handlers).Where(h => h.Source == RuleSource.Managed ? !managedOff : !othersOff)
            .Select(h => h.Url is { } url && urls?.Any(u => Glob.Matches(u, url.AbsoluteUri)) is false ? h with { Type = "http outside allowedHttpHookUrls" } : h);
        return new HookSettings
        {
            Handlers = [.. handlers],
            AllowedUrls = urls,
            AllDisabled = files.Any(f => f.AllDisabled),
            ManagedOnly = managedOnly,
            Notes = [.. files.SelectMany(f => f.Notes)],
        };
    }
}
