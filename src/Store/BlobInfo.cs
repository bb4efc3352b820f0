namespace Pith.Store;

/// <summary>What the store knows of one blob without decompressing it.</summary>
/// <param name="Hash">Its name.</param>
/// <param name="RawLength">Bytes of content; -1 when the file is damaged (see <see cref="BlobStore.Verify"/>).</param>
/// <param name="StoredLength">Bytes on disk.</param>
public readonly record struct BlobInfo(BlobHash Hash, long RawLength, long StoredLength);
