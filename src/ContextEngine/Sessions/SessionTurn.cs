namespace Pith.Sessions;

/// <summary>A request of the user's: where a conversation can be taken back to.</summary>
/// <param name="Number">Its place among the requests, from 1.</param>
/// <param name="Text">What was asked.</param>
/// <param name="When">When, as in the record.</param>
/// <param name="Session">Id of the log that holds it.</param>
/// <param name="Sequence">Its number there.</param>
public sealed record SessionTurn(int Number, string Text, string When, string Session, long Sequence);
