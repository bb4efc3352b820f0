using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>What counting a stretch of a file gave.</summary>
/// <param name="Bytes">Bytes of it.</param>
/// <param name="Tokens">Holds their tokens, not yet finished.</param>
/// <param name="Watch">What was seen of their encoding, closed.</param>
internal readonly record struct RangeCount(long Bytes, StreamCounter? Tokens, Utf8Watch Watch);
