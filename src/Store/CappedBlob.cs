namespace Pith.Store;

/// <summary>What became of a stream that was stored up to a cap.</summary>
/// <param name="Hash">The name of what was stored.</param>
/// <param name="Length">Bytes of the stream.</param>
/// <param name="Dropped">Bytes of the stream that were left out of its middle; 0 when all of it was stored.</param>
public readonly record struct CappedBlob(BlobHash Hash, long Length, long Dropped);
