using Pith.Cli.Accounts;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>A transcript as read.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="Dialect">What kind of transcript it is.</param>
/// <param name="Bytes">Bytes read, decompressed.</param>
/// <param name="Index">The conversation.</param>
/// <param name="Usage">What providers reported, over the whole file.</param>
internal sealed record Transcript(string Path, DialectKind Dialect, long Bytes, ContextIndex Index, UsageAccount Usage);
