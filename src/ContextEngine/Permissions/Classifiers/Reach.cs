namespace Pith.Permissions.Classifiers;

/// <summary>What a command may touch, as far as its words tell.</summary>
[Flags]
public enum Reach
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Files of the workspace, to read.</summary>
    Reads = 1,

    /// <summary>Files of the workspace, to change.</summary>
    Writes = 1 << 1,

    /// <summary>Code of the project, which runs: builds, tests, scripts.</summary>
    Builds = 1 << 2,

    /// <summary>Files outside the workspace.</summary>
    Outside = 1 << 3,

    /// <summary>The network, to get something.</summary>
    Fetches = 1 << 4,

    /// <summary>The network, to give something away.</summary>
    Sends = 1 << 5,

    /// <summary>Systems elsewhere, or services of this one: containers, clouds, daemons.</summary>
    Services = 1 << 6,

    /// <summary>Money.</summary>
    Spends = 1 << 7,

    /// <summary>Work that nothing brings back: history, stashes, databases.</summary>
    Destroys = 1 << 8,

    /// <summary>The rights of another user.</summary>
    Privileges = 1 << 9,

    /// <summary>What runs later: timers, services, start-up files, hooks.</summary>
    Persists = 1 << 10,

    /// <summary>What proves who a person is.</summary>
    Credentials = 1 << 11,

    /// <summary>Other processes.</summary>
    Processes = 1 << 12,

    /// <summary>What protects the machine: firewalls, signatures, permissions for all.</summary>
    Protections = 1 << 13,

    /// <summary>Files of the workspace that something else obeys later.</summary>
    Obeyed = 1 << 15,

    /// <summary>The network, if what it needs is not here already.</summary>
    MayFetch = 1 << 16,

    /// <summary>Nobody can tell.</summary>
    Unknown = 1 << 14,
}
