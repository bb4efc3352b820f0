namespace Pith.Store;

/// <summary>What was found at the end of a log when it was opened for writing.</summary>
/// <param name="TornBytes">Bytes behind the last line feed: a record whose writer died, never acknowledged.</param>
/// <param name="TornFile">Where they were set aside; empty when there were none.</param>
/// <param name="Bad">Damaged lines in the part that was checked; they stay where they are.</param>
/// <param name="Last">Sequence of the last good record; -1 in a new log.</param>
public readonly record struct LogRecovery(long TornBytes, string TornFile, long Bad, long Last)
{
    /// <summary>Whether anything was not as a writer leaves it that closes its log.</summary>
    public bool IsClean => TornBytes == 0 && Bad == 0;
}
