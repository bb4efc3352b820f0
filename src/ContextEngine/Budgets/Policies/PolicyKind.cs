namespace Pith.Budgets.Policies;

/// <summary>What a row of a report is.</summary>
public enum PolicyKind : byte
{
    /// <summary>pith's own compactor.</summary>
    Own,

    /// <summary>A rule that another maker ships or documents, or that many agents use.</summary>
    Peer,

    /// <summary>Nobody ships it: the specification's own sketch, the floor that pith started from.</summary>
    Prototype,

    /// <summary>A trick that must not win; where it does, the measure is wrong.</summary>
    Control,

    /// <summary>Knows the future: the most that could be had.</summary>
    Oracle,
}
