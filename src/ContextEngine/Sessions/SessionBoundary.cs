namespace Pith.Sessions;

/// <summary>Where a conversation was made smaller.</summary>
/// <param name="Session">Id of the log that holds the boundary.</param>
/// <param name="Sequence">Its number there.</param>
internal readonly record struct SessionBoundary(string Session, long Sequence);
