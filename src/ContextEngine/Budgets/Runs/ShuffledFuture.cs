using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>
/// Control: the first policy's view of one session against what the future of another needed. Whatever it recalls is
/// chance. The other is the first, from half the list on, that needs nothing of a file this session knows: sessions of one
/// repository share files, and what they share is no chance.
/// </summary>
internal static class ShuffledFuture
{
    public const string Name = "shuffled-future";

    /// <summary>One score a session that was cut at the budget; fewer where sessions have no foreign one.</summary>
    public static List<CutResult> Of(IReadOnlyList<Recording> recordings, IReadOnlyList<RecallRun> runs, int b, BudgetOptions options)
    {
        var sessions = Enumerable.Range(0, runs.Count).Where(s => runs[s].Firsts[b] is not null).ToList();
        var results = new List<CutResult>();
        for (var i = 0; i < sessions.Count && sessions.Count > 1; i++)
        {
            var own = runs[sessions[i]].Firsts[b]!.Value;
            var past = new Past(recordings[sessions[i]].Messages);
            past.AdvanceTo(own.Cut);
            var others = Enumerable.Range(0, sessions.Count - 1).Select(k => runs[sessions[(i + 1 + (k + sessions.Count / 2) % (sessions.Count - 1)) % sessions.Count]].Firsts[b]!.Value.Needs);
            if (others.FirstOrDefault(needs => IsForeign(needs, past)) is { } foreign)
                results.Add(new CutResult(sessions[i], own.Cut, [new Scorer(past, foreign, options.Prices).Of(own.View, options.Budgets[b])]));
        }

        return results;
    }

    private static bool IsForeign(NeedSet needs, Past past) =>
        needs.Lines.Count > 0 && !needs.Places.Values.Any(paths => paths.Any(past.HasAtom)) && !needs.Ids.Keys.Any(id => id.Contains('/') && past.HasAtom(id));
}
