namespace Pith.Transcripts;

/// <summary>Where a value stands.</summary>
/// <param name="Offset">Bytes from the start of the (decompressed) stream.</param>
/// <param name="Line">Line of its first byte, from 1.</param>
internal readonly record struct Place(long Offset, long Line);
