using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>The whole benchmark over some recordings: sessions side by side on all cores, sums in their order, so that every run gives the same report.</summary>
public static class BudgetRun
{
    /// <summary>Whether a recording has a usable cut at any of some budgets.</summary>
    /// <param name="recording">The session.</param>
    /// <param name="options">Budgets and the rule for cuts.</param>
    public static bool CanCut(Recording recording, BudgetOptions options) =>
        options.Budgets.Any(b => RecallRun.CutsOf(recording, b, options.PilotCuts).Count > 0);

    /// <summary>Runs everything. Seconds a session of 100,000 tokens.</summary>
    /// <param name="recordings">Sessions, each with a usable cut; no two of one work (see <see cref="SameWork"/>).</param>
    /// <param name="options">What to run.</param>
    /// <param name="progress">Told how many parts of how many are done; from any thread.</param>
    public static BudgetReport Of(IReadOnlyList<Recording> recordings, BudgetOptions options, Action<int, int>? progress = null)
    {
        var recalls = new RecallRun[recordings.Count];
        var chains = new ChainRun[recordings.Count];
        var planted = new (int Kept, int Planted)[recordings.Count][][];
        var dollars = new DollarOutcome[recordings.Count][];
        var done = 0;
        var parts = recordings.Count * 3;
        // The largest first, so that none is left to one core at the end.
        var order = Enumerable.Range(0, recordings.Count).OrderByDescending(s => recordings[s].Tokens).ToArray();
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(order, loadBalance: true), new ParallelOptions { MaxDegreeOfParallelism = options.Cores }, s =>
        {
            recalls[s] = new RecallRun(recordings[s], s, options);
            recalls[s].Run();
            progress?.Invoke(Interlocked.Increment(ref done), parts);
            chains[s] = new ChainRun(recordings[s], options);
            chains[s].Run();
            progress?.Invoke(Interlocked.Increment(ref done), parts);
            planted[s] = [.. options.Budgets.Select(b => PlantedRun.Of(recordings[s], b, options))];
            dollars[s] = Replay(recordings[s], options);
            progress?.Invoke(Interlocked.Increment(ref done), parts);
        });

        var tables = new List<BudgetTable>();
        for (var b = 0; b < options.Budgets.Count; b++)
        {
            List<CutResult> results = [.. recalls.SelectMany(r => r.Results[b])];
            if (results.Count == 0)
                continue;
            double[] kept = [.. options.Policies.Select((_, p) => (double)planted.Sum(s => s[b][p].Kept) / planted.Sum(s => s[b][p].Planted))];
            tables.Add(new TableBuilder(options.Budgets[b], results, options).Build(kept, ShuffledFuture.Of(recordings, recalls, b, options)));
        }

        return new BudgetReport
        {
            Options = options,
            Sessions = [.. recordings.Select(r => new SessionFacts(r.Name, r.Messages.Count, r.Calls, r.Tokens))],
            Tables = tables,
            Areas = AreaBuilder.Of(tables),
            Chains = [.. ChainRun.Rows(options).Select((row, p) => Chain(ChainRun.NameOf(row), [.. chains.Select(c => c.Losses[p])], options))],
            Dollars = Bills(dollars, options),
            Checks = [.. options.Policies.Select((policy, p) => (policy.Name, Sum([.. recalls.Select(r => r.Checks[p])])))],
            Speeds = options.Speed ? SpeedRun.Of(recordings, options) : [],
            ControlWins = ControlVerdict.Of(tables),
            SelfCheckFailures = [.. recalls.SelectMany(r => r.SelfCheckFailures)],
        };
    }

    /// <summary>One outcome without a policy and one for each; empty for a session that never passes the trigger.</summary>
    private static DollarOutcome[] Replay(Recording recording, BudgetOptions options) =>
        recording.Tokens <= options.Trigger
            ? []
            : [DollarRun.Of(recording, null, options.Trigger, options.Prices), .. options.Policies.Select(p => DollarRun.Of(recording, p, options.Trigger, options.Prices))];

    private static List<DollarRow> Bills(DollarOutcome[][] outcomes, BudgetOptions options)
    {
        var sessions = Enumerable.Range(0, outcomes.Length).Where(s => outcomes[s].Length > 0).ToList();
        return [.. options.Policies.Select(p => p.Name).Prepend("none").Select((name, row) => new DollarRow(
            name,
            Bootstrap.Of(sessions.Select(s => (s, outcomes[s][row].Dollars / outcomes[s][0].Dollars)), options.Resamples),
            [.. sessions.Select(s => (s, outcomes[s][row]))]))];
    }

    private static ChainRow Chain(string policy, double[][][] losses, BudgetOptions options)
    {
        var byClass = new List<IReadOnlyList<Estimate>>();
        var slopes = new List<double>();
        for (var c = 0; c < Score.Classes; c++)
        {
            var (at, by) = (new List<double>(), new List<double>());
            var generations = new List<Estimate>();
            for (var k = 0; k < options.Generations; k++)
            {
                generations.Add(Bootstrap.Of(losses.Select((session, s) => (s, session[k][c])), options.Resamples));
                foreach (var session in losses.Where(s => !double.IsNaN(s[k][c])))
                {
                    at.Add(k);
                    by.Add(session[k][c]);
                }
            }

            byClass.Add(generations);
            slopes.Add(Slope(at, by));
        }

        return new ChainRow(policy, byClass, slopes);
    }

    private static double Slope(List<double> x, List<double> y)
    {
        if (x.Count < 2)
            return double.NaN;
        var (mx, my) = (x.Average(), y.Average());
        var spread = x.Sum(v => (v - mx) * (v - mx));
        return spread == 0 ? double.NaN : x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my)) / spread;
    }

    private static Checks Sum(Checks[] all)
    {
        var sum = new Checks();
        foreach (var checks in all)
            sum.Add(checks);
        return sum;
    }
}
