namespace Pith.Store;

/// <summary>One thing that <see cref="BlobStore.Repair"/> did.</summary>
/// <param name="File">Full path of the file, as it was before.</param>
/// <param name="Action">What was done, as the end of the sentence "this file …".</param>
public readonly record struct BlobRepair(string File, string Action);
