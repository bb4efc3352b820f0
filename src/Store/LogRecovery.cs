namespace Pith.Store;

/// <summary>What was found at the end of a log when it was opened for writing.</summary>
/// <param name="TornBytes">Bytes behind the last line feed that were no whole record: their writer died, and nobody was told that they are safe.</param>
/// <param name="TornFile">Where they were set aside; empty when there were none.</param>
/// <param name="Bad">Damaged places in the part that was checked; they stay as they are.</param>
/// <param name="Last">Sequence of the last good record; -1 in a new log.</param>
public readonly record struct LogRecovery(long TornBytes, string TornFile, long Bad, long Last)
{
    /// <summary>Whether all was as a writer leaves it.</summary>
    public bool IsClean => TornBytes == 0 && Bad == 0;
}
