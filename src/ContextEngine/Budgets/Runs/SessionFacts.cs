namespace Pith.Budgets.Runs;

/// <summary>A session of a run.</summary>
/// <param name="Name">As given.</param>
/// <param name="Messages">Messages up to the first compaction.</param>
/// <param name="Calls">Calls of tools.</param>
/// <param name="Tokens">Tokens of four characters.</param>
public sealed record SessionFacts(string Name, int Messages, int Calls, long Tokens);
