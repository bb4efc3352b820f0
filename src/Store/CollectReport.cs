namespace Pith.Store;

/// <summary>What a collection did, or would do.</summary>
public readonly record struct CollectReport
{
    /// <summary>Files that were searched for references.</summary>
    public long Roots { get; init; }

    /// <summary>Blobs that stay because something refers to them.</summary>
    public long Referenced { get; init; }

    /// <summary>Blobs that stay because they are young, or lie in one pack with those.</summary>
    public long Young { get; init; }

    /// <summary>Blobs moved to the trash.</summary>
    public long Trashed { get; init; }

    /// <summary>Their bytes on disk.</summary>
    public long TrashedBytes { get; init; }

    /// <summary>Blobs taken out of the trash again.</summary>
    public long Restored { get; init; }

    /// <summary>Files deleted for good.</summary>
    public long Deleted { get; init; }

    /// <summary>Bytes on disk that became free by that.</summary>
    public long DeletedBytes { get; init; }

    /// <summary>Blobs that were moved together into packs.</summary>
    public long Packed { get; init; }
}
