namespace Pith.Store;

/// <summary>A place that refers to a blob.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
public readonly record struct BlobReference(string File, long Line);
