namespace Pith.Permissions.Decisions;

/// <summary>When a decision ends, so that the next call like it may be decided otherwise.</summary>
public enum DecisionExpiry
{
    /// <summary>With this call.</summary>
    Call,

    /// <summary>With the session whose command line or person gave the rule.</summary>
    Session,

    /// <summary>When the settings that hold the rule change.</summary>
    SettingsChange,

    /// <summary>Never: no rule and no mode takes it away.</summary>
    Never,
}
