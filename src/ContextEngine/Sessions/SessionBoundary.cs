namespace Pith.Sessions;

/// <summary>Where a conversation was made smaller, or whole again.</summary>
/// <param name="Session">Id of the log that holds the boundary.</param>
/// <param name="Sequence">Its number there.</param>
/// <param name="IsUndo">Whether it undid the one before.</param>
internal readonly record struct SessionBoundary(string Session, long Sequence, bool IsUndo);
