using Pith.Permissions.Rules;

namespace Pith.Tools.Sandboxes;

/// <summary>What a command may touch. Reading is allowed but for what is hidden; everything else only where it is listed.</summary>
public sealed record SandboxPolicy
{
    /// <summary>Folders it may write below; full paths without links. The first is the working folder.</summary>
    public required IReadOnlyList<string> Writable { get; init; }

    /// <summary>Of these, the folders that hold a person's work: what takes effect later (git hooks, agent settings, editor tasks) is kept from change in them.</summary>
    public IReadOnlyList<string> Guarded { get; init; } = [];

    /// <summary>Paths below <see cref="Writable"/> that stay as they are.</summary>
    public IReadOnlyList<string> ReadOnly { get; init; } = [];

    /// <summary>Of <see cref="Guarded"/>, files that hooks start, or for one command all that git obeys besides, there or not, and links on the way to them: full paths, without links above.</summary>
    public IReadOnlyList<string> Started { get; init; } = [];

    /// <summary>Files and folders that look empty.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Where things are moved that a command may not have made; a full path without links, outside <see cref="Writable"/>. Without it they are deleted.</summary>
    public string? Quarantine { get; init; }

    /// <summary>Whether it may reach the network.</summary>
    public bool AllowsNetwork { get; init; }

    /// <summary>The hosts it may reach through a proxy, where it may not reach the network; needs namespaces.</summary>
    public HostList Hosts { get; init; } = HostList.None;

    /// <summary>Whether it may make unix sockets; over one, whoever listens (a container daemon, an agent of keys) does what it is told.</summary>
    public bool AllowsUnixSockets { get; init; }

    /// <summary>Without namespaces, though the kernel has them; for kernels that only seem to, and for tests.</summary>
    public bool WithoutNamespaces { get; init; }
}
