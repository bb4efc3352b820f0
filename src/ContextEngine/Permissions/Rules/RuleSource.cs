namespace Pith.Permissions.Rules;

/// <summary>Where a rule comes from, in falling precedence.</summary>
public enum RuleSource
{
    /// <summary>Settings of the organisation.</summary>
    Managed,

    /// <summary>Flags of the command line.</summary>
    CommandLine,

    /// <summary><c>.claude/settings.local.json</c></summary>
    Local,

    /// <summary><c>.claude/settings.json</c></summary>
    Project,

    /// <summary><c>~/.claude/settings.json</c></summary>
    User,
}
