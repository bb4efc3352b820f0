namespace Pith.Store;

/// <summary>The store in numbers.</summary>
/// <param name="Count">Blobs, damaged ones included.</param>
/// <param name="Damaged">Blobs whose length cannot be read; they add to <see cref="StoredBytes"/> only.</param>
/// <param name="RawBytes">Bytes of content.</param>
/// <param name="StoredBytes">Bytes on disk.</param>
public readonly record struct StoreStats(long Count, long Damaged, long RawBytes, long StoredBytes)
{
    /// <summary>Files that hold many blobs.</summary>
    public long Packs { get; init; }

    /// <summary>Blobs in them.</summary>
    public long Packed { get; init; }

    /// <summary>Files that were damaged and set aside.</summary>
    public long Quarantined { get; init; }

    /// <summary>Files that were collected and will be deleted.</summary>
    public long Trashed { get; init; }

    /// <summary>Bytes of those on disk; they are no part of <see cref="StoredBytes"/>.</summary>
    public long TrashedBytes { get; init; }

    /// <summary>Raw bytes for each stored byte; 1 for an empty store.</summary>
    public double Ratio => StoredBytes == 0 ? 1 : (double)RawBytes / StoredBytes;
}
