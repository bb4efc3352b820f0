namespace Pith.Offload;

/// <summary>What <see cref="Recall"/> found.</summary>
/// <param name="Matches">Lines that match the pattern; without one, lines shown (0 when the whole was copied).</param>
/// <param name="LinesRead">Lines that were looked at; fewer than the blob has when the range ended earlier.</param>
/// <param name="BytesWritten">Bytes written.</param>
public readonly record struct RecallSummary(long Matches, long LinesRead, long BytesWritten);
