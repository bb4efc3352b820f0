namespace Pith.Agents;

/// <summary>When a conversation's log waits for the disk. Whatever is chosen, what was appended survives the process.</summary>
public enum Durability
{
    /// <summary>
    /// Before the first request, before calls with effects run, behind their results, and at the end of a turn: after a power
    /// cut the log knows of every effect that was begun. A few milliseconds each.
    /// </summary>
    Strict,

    /// <summary>
    /// At the end of a turn, at a compaction and at the end of the session, for slow disks: a power cut may cost the turn at
    /// work, also of effects that were had.
    /// </summary>
    Turn,
}
