namespace Pith.Permissions.Decisions;

/// <summary>What kind of reason a decision rests on.</summary>
public enum Cause
{
    /// <summary>A rule says so.</summary>
    Rule,

    /// <summary>It removes what nothing brings back; no mode and no rule allows it.</summary>
    Breaker,

    /// <summary>What would run cannot be told from the text.</summary>
    Opaque,

    /// <summary>It only reads, in the workspace.</summary>
    ReadOnly,

    /// <summary>The mode allows or denies it.</summary>
    Mode,

    /// <summary>It is protected, or outside the workspace.</summary>
    Place,

    /// <summary>The sandbox holds it.</summary>
    Sandbox,

    /// <summary>The classifier of mode auto is sure about it.</summary>
    Classifier,

    /// <summary>Nothing speaks for it.</summary>
    NoRule,

    /// <summary>A hook decided.</summary>
    Hook,
}
