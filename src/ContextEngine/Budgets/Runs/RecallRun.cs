using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>One session under every policy at every cut of every budget.</summary>
internal sealed class RecallRun(Recording recording, int session, BudgetOptions options)
{
    /// <summary>Cuts by budget, in the order of the options.</summary>
    public List<CutResult>[] Results { get; } = [.. options.Budgets.Select(_ => new List<CutResult>())];

    /// <summary>The need set at the first cut of each budget, and what the first policy made of it: for the shuffled future.</summary>
    public (int Cut, NeedSet Needs, Context View)?[] Firsts { get; } = new (int, NeedSet, Context)?[options.Budgets.Count];

    public List<string> SelfCheckFailures { get; } = [];

    public Checks[] Checks { get; } = [.. options.Policies.Select(_ => new Checks())];

    public static IReadOnlyList<IOracle> Oracles { get; } = [new LineOracle(), new SpanOracle(), new GroupOracle(), new CostOracle(), new RecoverableOracle()];

    public static List<int> CutsOf(Recording recording, int budget, bool pilot) =>
        pilot ? Cuts.Pilot(recording.Messages, budget) : Cuts.Dense(recording.Messages, budget);

    public void Run()
    {
        var places = new SortedDictionary<int, List<int>>();
        for (var b = 0; b < options.Budgets.Count; b++)
            foreach (var cut in CutsOf(recording, options.Budgets[b], options.PilotCuts))
                (places.TryGetValue(cut, out var budgets) ? budgets : places[cut] = []).Add(b);
        var past = new Past(recording.Messages);
        foreach (var (cut, budgets) in places)
        {
            past.AdvanceTo(cut);
            var needs = NeedReader.At(past, options.Horizon);
            var scorer = new Scorer(past, needs, options.Prices);
            List<Message> messages = [.. recording.Messages.Take(cut)];
            foreach (var failed in SelfCheck.Failures(scorer.Of(new Context(messages), int.MaxValue / 8)))
                SelfCheckFailures.Add($"{recording.Name}, message {cut}, {failed}");
            foreach (var b in budgets)
                At(past, needs, scorer, messages, b);
        }
    }

    private void At(Past past, NeedSet needs, Scorer scorer, List<Message> messages, int b)
    {
        var budget = options.Budgets[b];
        var scores = new List<Score>();
        for (var p = 0; p < options.Policies.Count; p++)
        {
            var policy = options.Policies[p];
            var view = policy.Compact(messages, budget);
            Checks[p].Look(view, messages, budget);
            if (Results[b].Count == 0)
                Checks[p].LookTwice(policy, messages, view, budget);
            if (p == 0 && Results[b].Count == 0)
                Firsts[b] = (past.Count, needs, view);
            scores.Add(scorer.Of(view, budget, policy.IsClipped));
        }

        scores.AddRange(PolicyCatalog.Controls.Select(control => scorer.Of(control.Compact(messages, budget), budget)));
        scores.AddRange(Oracles.Select(oracle => scorer.Of(oracle.Compact(past, needs, budget), budget)));
        Results[b].Add(new CutResult(session, past.Count, [.. scores]));
    }
}
