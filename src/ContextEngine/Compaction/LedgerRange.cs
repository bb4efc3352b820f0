namespace Pith.Compaction;

/// <summary>What a ledger speaks of.</summary>
/// <param name="Exchanges">All exchanges.</param>
/// <param name="Count">How many of them are gone, from the first.</param>
/// <param name="Pinned">Requests among them that are shown all the same.</param>
/// <param name="Earlier">What earlier compactions knew, the oldest first.</param>
internal readonly record struct LedgerRange(List<Exchange> Exchanges, int Count, List<int> Pinned, List<(int Block, EarlierMemory Memory)> Earlier)
{
    /// <summary>Behind the last block that is gone.</summary>
    public int End => Count == 0 ? 0 : Exchanges[Count - 1].EndBlock;
}
