namespace Pith.Store;

/// <summary>Where one content lies in a pack.</summary>
/// <param name="Hash">Its name.</param>
/// <param name="Start">Where it starts, in raw bytes of the pack.</param>
/// <param name="Length">Its bytes, at least one.</param>
internal readonly record struct PackMember(BlobHash Hash, long Start, long Length);
