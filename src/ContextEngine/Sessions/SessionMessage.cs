using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>A message of a session, for a request to be built from.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">The content as raw JSON, a string or a list of blocks, byte for byte as it was appended.</param>
/// <param name="Sequence">Its number in the log that holds it.</param>
/// <param name="Session">Id of the log that holds it: this session, or one it was forked from.</param>
/// <param name="Lost">What could not be brought back from the store; a preview stands in its place. Null where all is there.</param>
public sealed record SessionMessage(Role Role, ReadOnlyMemory<byte> Content, long Sequence, string Session, string? Lost);
