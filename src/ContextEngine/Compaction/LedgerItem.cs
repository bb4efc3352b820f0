namespace Pith.Compaction;

/// <summary>Something that a ledger may say.</summary>
/// <param name="Block">The block that says it.</param>
/// <param name="Text">Its text, as a number that equal texts share.</param>
internal readonly record struct LedgerItem(int Block, int Text);
