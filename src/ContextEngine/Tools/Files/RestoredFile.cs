namespace Pith.Tools.Files;

/// <summary>One file of a rewind.</summary>
/// <param name="Path">The file.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it failed, where it did.</param>
public readonly record struct RestoredFile(string Path, RestoreOutcome Outcome, string? Reason);
