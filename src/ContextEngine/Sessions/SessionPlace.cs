namespace Pith.Sessions;

/// <summary>Where a record of a session stands.</summary>
/// <param name="Part">Which log of its chain.</param>
/// <param name="File">The file of that log.</param>
/// <param name="Offset">Bytes before its line there.</param>
internal readonly record struct SessionPlace(int Part, string File, long Offset);
