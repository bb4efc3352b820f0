namespace Pith.Permissions.Settings;

/// <summary>What happens where no rule decides.</summary>
public enum PermissionMode
{
    /// <summary>Reading in the workspace passes; a person decides the rest.</summary>
    Default,

    /// <summary>Edits in the workspace pass too, and the plain commands of file handling.</summary>
    AcceptEdits,

    /// <summary>Only reading.</summary>
    Plan,

    /// <summary>A classifier decides what it is sure about; a person the rest.</summary>
    Auto,

    /// <summary>What a person would have to decide is denied.</summary>
    DontAsk,

    /// <summary>Everything passes except what deny rules and the critical-removal breaker hold.</summary>
    BypassPermissions,
}
