namespace Pith.Store;

/// <summary>One thing <see cref="BlobStore.Verify"/> found wrong.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Problem">What is wrong, as the end of the sentence "this file …".</param>
/// <param name="Hash">The blob that is damaged by it; null where none or no known one is.</param>
public readonly record struct BlobFault(string File, string Problem, BlobHash? Hash = null);
