namespace Pith.Permissions.Decisions;

/// <summary>What keeps commands inside the workspace besides rules.</summary>
public enum Containment
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The kernel holds writes and the network, but not all that it should; what can be read to its end needs no consent.</summary>
    Partial,

    /// <summary>The kernel holds all of it; what is only known when it runs is held too.</summary>
    Whole,
}
