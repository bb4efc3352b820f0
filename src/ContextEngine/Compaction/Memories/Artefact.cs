namespace Pith.Compaction.Memories;

/// <summary>A file that was worked on.</summary>
/// <param name="Path">As calls named it.</param>
/// <param name="Operation">The last that succeeded: read, edited or written.</param>
/// <param name="Turn">Where that was.</param>
/// <param name="Reads">Times it was read.</param>
/// <param name="Changes">Times it was edited or written.</param>
/// <param name="Hash">SHA-256 of its content as last written, in lower-case hex; null where the log does not hold the whole of it.</param>
public sealed record Artefact(string Path, string Operation, int Turn, int Reads, int Changes, string? Hash);
