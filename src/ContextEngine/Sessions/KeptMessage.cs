using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>A message that stays in the context behind the summary of a compaction.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">Raw JSON: a string or a list of blocks.</param>
public readonly record struct KeptMessage(Role Role, ReadOnlyMemory<byte> Content);
