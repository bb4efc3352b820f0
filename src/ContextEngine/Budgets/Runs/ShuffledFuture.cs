using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>Control: the first policy's view of one session against what the future of the next session needed. Whatever it recalls is chance.</summary>
internal static class ShuffledFuture
{
    public const string Name = "shuffled-future";

    /// <summary>One score a session that was cut at the budget; empty where there are not two.</summary>
    public static List<CutResult> Of(IReadOnlyList<Recording> recordings, IReadOnlyList<RecallRun> runs, int b, BudgetOptions options)
    {
        var sessions = Enumerable.Range(0, runs.Count).Where(s => runs[s].Firsts[b] is not null).ToList();
        var results = new List<CutResult>();
        for (var i = 0; i < sessions.Count && sessions.Count > 1; i++)
        {
            var own = runs[sessions[i]].Firsts[b]!.Value;
            var other = runs[sessions[(i + 1) % sessions.Count]].Firsts[b]!.Value;
            var past = new Past(recordings[sessions[i]].Messages);
            past.AdvanceTo(own.Cut);
            results.Add(new CutResult(sessions[i], own.Cut, [new Scorer(past, other.Needs, options.Prices).Of(own.View, options.Budgets[b])]));
        }

        return results;
    }
}
