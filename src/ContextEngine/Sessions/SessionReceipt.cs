namespace Pith.Sessions;

/// <summary>The receipt of a boundary, as the log keeps it.</summary>
/// <param name="When">When it was written, as in the record.</param>
/// <param name="Session">Id of the log that holds it.</param>
/// <param name="Sequence">Its number there.</param>
/// <param name="Json">Raw JSON: <c>Compaction.Receipts.Receipt</c> has the shape. Empty where the store has lost it.</param>
public sealed record SessionReceipt(string When, string Session, long Sequence, ReadOnlyMemory<byte> Json);
