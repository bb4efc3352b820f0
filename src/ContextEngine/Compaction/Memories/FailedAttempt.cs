namespace Pith.Compaction.Memories;

/// <summary>A call that failed.</summary>
/// <param name="Turn">Where.</param>
/// <param name="Tool">Which tool.</param>
/// <param name="Subject">The file or command; empty where the call names none.</param>
/// <param name="Error">The line that says what went wrong.</param>
/// <param name="Solved">The turn in which the same tool first succeeded on the same subject after it; 0 while it has not.</param>
public sealed record FailedAttempt(int Turn, string Tool, string Subject, string Error, int Solved);
