using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Permissions.Decisions;

/// <summary>What a decision depends on besides rules.</summary>
public readonly record struct AuthorityOptions
{
    /// <summary>The working folder, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The home folder, or null.</summary>
    public string? Home { get; init; }

    /// <summary>What the working folder is a copy of; null where it is no work tree made for an agent.</summary>
    public WorktreeOrigin? Origin { get; init; }

    /// <summary>The mode; null takes that of the settings, or <see cref="PermissionMode.Default"/>.</summary>
    public PermissionMode? Mode { get; init; }

    /// <summary>Whether the repository is trusted: git obeys what is in it, so reading with git passes unasked only then.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>What holds commands that run in the sandbox.</summary>
    public Containment Containment { get; init; }

    /// <summary>Whether hosts of the settings are reached from inside the sandbox, and no other.</summary>
    public bool ReachesHosts { get; init; }

    /// <summary>Folders besides the workspace where nobody's work lies, such as the temporary folder; null for none.</summary>
    public IReadOnlyList<string>? Free { get; init; }

    /// <summary>What commands in the sandbox do not see, full paths without links; null for nothing.</summary>
    public IReadOnlyList<string>? Hidden { get; init; }

    /// <summary>Whether the sandbox keeps every program from the paths that rules deny.</summary>
    public bool HoldsDenied { get; init; }

    /// <summary>What the repository's configuration makes git obey in the workspace besides, full paths; null for nothing.</summary>
    public IReadOnlyList<string>? Obeyed { get; init; }

    /// <summary>Files in the workspace that hooks start, full paths; null for none.</summary>
    public IReadOnlyList<string>? Started { get; init; }
}
