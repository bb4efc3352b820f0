using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>One message of a view: a speaker and at least one block.</summary>
/// <param name="Role">User or assistant.</param>
/// <param name="Blocks">In order; results stand before words, as the Messages API asks.</param>
public sealed record ViewMessage(Role Role, List<ViewBlock> Blocks);
