namespace Pith.Compaction.Memories;

/// <summary>A command and its last outcome.</summary>
/// <param name="Command">Its words.</param>
/// <param name="Turn">Where it was last run.</param>
/// <param name="Runs">How often it was run.</param>
/// <param name="Failed">Whether the last run failed; null while it has no result.</param>
/// <param name="Outcome">The line of the last result that says most: an error, else the last line.</param>
public sealed record RunCommand(string Command, int Turn, int Runs, bool? Failed, string Outcome);
