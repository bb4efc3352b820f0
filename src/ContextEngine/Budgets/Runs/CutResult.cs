using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>All scores at one cut.</summary>
/// <param name="Session">Position of the session in the run.</param>
/// <param name="Cut">Position of the first message of the future.</param>
/// <param name="Scores">One score a row of the report, in its order.</param>
internal sealed record CutResult(int Session, int Cut, Score[] Scores);
