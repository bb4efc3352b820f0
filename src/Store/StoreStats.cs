namespace Pith.Store;

/// <summary>The store in numbers.</summary>
/// <param name="Count">Blobs, damaged ones included.</param>
/// <param name="Damaged">Blobs whose length cannot be read; they add to <see cref="StoredBytes"/> only.</param>
/// <param name="RawBytes">Bytes of content.</param>
/// <param name="StoredBytes">Bytes on disk.</param>
public readonly record struct StoreStats(long Count, long Damaged, long RawBytes, long StoredBytes)
{
    /// <summary>Raw bytes for each stored byte; 1 for an empty store.</summary>
    public double Ratio => StoredBytes == 0 ? 1 : (double)RawBytes / StoredBytes;
}
