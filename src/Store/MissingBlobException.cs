namespace Pith.Store;

/// <summary>The store does not hold the blob that was asked for.</summary>
public sealed class MissingBlobException : StoreException
{
    /// <summary>Reports that <paramref name="hash"/> is not in the store; <paramref name="file"/> is where it would be.</summary>
    public MissingBlobException(BlobHash hash, string file)
        : base(file, $"no blob {hash} in the store", null) => Hash = hash;

    /// <summary>The blob that was asked for.</summary>
    public BlobHash Hash { get; }
}
