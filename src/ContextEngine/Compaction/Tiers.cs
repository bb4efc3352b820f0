namespace Pith.Compaction;

/// <summary>The tiers, in rising order of loss; a set of them says which may be used.</summary>
[Flags]
public enum Tiers : byte
{
    /// <summary>Nothing may change.</summary>
    None = 0,

    /// <summary>Tool results over 8 KB become a selected preview and a handle.</summary>
    Admission = 1,

    /// <summary>Old results that are superseded, repeated or stale shrink to selected lines or a handle.</summary>
    Micro = 2,

    /// <summary>Finished work becomes one line a call.</summary>
    Collapse = 4,

    /// <summary>A ledger derived from the log stands for what is gone.</summary>
    Memory = 8,

    /// <summary>Everything before the tail is replaced by pins, ledger and selected lines.</summary>
    Full = 16,

    /// <summary>What is still too long is cut, oldest and largest first, until it fits.</summary>
    Truncate = 32,

    /// <summary>Every tier.</summary>
    All = Admission | Micro | Collapse | Memory | Full | Truncate,
}
