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
        return new HookSettings
        {
            Handlers = [.. files.SelectMany(f => f.Handlers).Where(h => h.Source == RuleSource.Managed ? !managedOff : !othersOff)],
            AllDisabled = files.Any(f => f.AllDisabled),
            ManagedOnly = managedOnly,
            Notes = [.. files.SelectMany(f => f.Notes)],
        };
    }
}
