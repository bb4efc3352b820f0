namespace Pith.Agents;

/// <summary>Texts, UTF-8, that the next message of the user's role has to hold besides its own content.</summary>
/// <param name="anew">Whether all that was told before has left the conversation, so that it has to be told again.</param>
public delegate IReadOnlyList<byte[]> NoteSource(bool anew);
