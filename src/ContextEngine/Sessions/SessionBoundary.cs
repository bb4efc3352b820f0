namespace Pith.Sessions;

/// <summary>Where a conversation was made smaller.</summary>
/// <param name="Place">Where its record stands.</param>
/// <param name="Said">Bytes of the log that were said before it.</param>
internal readonly record struct SessionBoundary(SessionPlace Place, long Said);
