namespace Pith.Sessions;

/// <summary>A fact of a session that is no part of its conversation.</summary>
/// <param name="Time">When it was written, as a date and time of ISO 8601.</param>
/// <param name="Data">What it says: raw JSON.</param>
/// <param name="Sequence">The record's number in the log that holds it.</param>
/// <param name="Session">Id of the session whose log holds it.</param>
public sealed record SessionFact(string Time, ReadOnlyMemory<byte> Data, long Sequence, string Session);
