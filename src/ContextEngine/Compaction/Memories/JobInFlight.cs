namespace Pith.Compaction.Memories;

/// <summary>Work that was begun and not seen to end.</summary>
/// <param name="Turn">Where it was begun.</param>
/// <param name="Tool">Which tool.</param>
/// <param name="Subject">The file or command.</param>
/// <param name="Id">The name under which it runs in the background; empty for a call that has no result.</param>
public sealed record JobInFlight(int Turn, string Tool, string Subject, string Id);
