namespace Pith.Permissions.Decisions;

/// <summary>What a decision speaks for; <see cref="DecisionExpiry"/> says until when.</summary>
public enum DecisionScope
{
    /// <summary>This call alone; the next like it is decided anew.</summary>
    Call,

    /// <summary>All calls that its rule speaks of, in the session whose command line or person gave the rule.</summary>
    Session,

    /// <summary>All calls that its rule speaks of, wherever the settings that hold it are in force.</summary>
    Settings,
}
