namespace Pith.Permissions.Decisions;

/// <summary>What a decision speaks for, and with that when it ends.</summary>
public enum DecisionScope
{
    /// <summary>This call alone; it ends with it, and the next like it is decided anew.</summary>
    Call,

    /// <summary>All calls that its rule speaks of; it ends with the session whose command line or person gave the rule.</summary>
    Session,

    /// <summary>All calls that its rule speaks of; it ends when the settings that hold the rule change.</summary>
    Settings,
}
