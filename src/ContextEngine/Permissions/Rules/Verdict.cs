namespace Pith.Permissions.Rules;

/// <summary>What is decided about a call; the stricter is the greater.</summary>
public enum Verdict
{
    /// <summary>It may run.</summary>
    Allow,

    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>It may not run.</summary>
    Deny,
}
