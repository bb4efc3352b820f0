namespace Pith.Conversations;

/// <summary>Where a record could not be read, and why.</summary>
/// <param name="Offset">Bytes from the start of the (decompressed) stream.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Reason">One sentence.</param>
public readonly record struct MalformedNote(long Offset, long Line, string Reason);
