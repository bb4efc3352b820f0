namespace Pith.Compaction.Summaries;

/// <summary>
/// A model that answers a request body with text. May fail, hang or invent: whatever it does, the caller gets a context.
/// </summary>
/// <param name="request">A body in the form that was asked for; it begins with the bytes of the last request, so that the cache serves it.</param>
/// <param name="stop">Cancelled when the caller no longer waits.</param>
/// <returns>The text of the answer, UTF-8.</returns>
public delegate Task<ReadOnlyMemory<byte>> SummaryModel(ReadOnlyMemory<byte> request, CancellationToken stop);
