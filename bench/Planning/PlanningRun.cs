using System.Globalization;
using Pith.Bench.Tokens;
using Pith.Compaction;

namespace Pith.Bench.Planning;

/// <summary>
/// <c>./dev bench planning CORPUS</c>: what a plan costs for a context of a given size, from nothing and with one turn more.
/// Times are those of the thread on the processor, so that neighbours on the machine do not count.
/// </summary>
internal static class PlanningRun
{
    private const int Budget = 16_000, Rounds = 100;

    /// <summary>Times that the growth is gone through beforehand: what is measured is the plan, not the compiler, which the binary does not have.</summary>
    private const int Rehearsals = 5;

    private static readonly Policy Policy = new() { Budget = Budget };

    /// <summary>Under which the whole context fits, as on most turns of a conversation.</summary>
    private static readonly Policy Fitting = new() { Budget = int.MaxValue, Tiers = Tiers.All & ~Tiers.Admission };

    public static int Run(string corpus)
    {
        Console.WriteLine("| tokens | blocks | what | p50 ms | p99 ms | bytes, p50 | bytes, most |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var size in (int[])[50_000, 200_000])
        {
            for (var i = 0; i < Rehearsals; i++)
                Rehearse(corpus, size);
            Rows(corpus, size);
        }

        return 0;
    }

    private static void Rehearse(string corpus, int size)
    {
        using var session = new LongSession(corpus);
        session.Grow(size - size / 4);
        var memory = new PlanMemory(session.Index);
        while (session.Tokens <= size)
        {
            session.NextTurn();
            Both(memory);
        }
    }

    private static void Rows(string corpus, int size)
    {
        using var session = new LongSession(corpus);
        session.Grow(size - size / 4);
        Row(session, "one more turn, read and counted", null, session.NextTurn, size);
        using var other = new LongSession(corpus);
        other.Grow(size - size / 4);
        var memory = new PlanMemory(other.Index);
        for (var i = 0; i < Rounds; i++)
            Both(memory);
        Row(other, "one more turn, what fits", other.NextTurn, () => Planner.Plan(memory, Fitting), size);
        using var third = new LongSession(corpus);
        third.Grow(size - size / 4);
        var grown = new PlanMemory(third.Index);
        for (var i = 0; i < Rounds; i++)
            Both(grown);
        Row(third, "one more turn, plan", third.NextTurn, () => Planner.Plan(grown, Policy), size);
        Row(third, "plan once more", null, () => Both(grown));
        Row(third, "the same plan again", null, () => Planner.Plan(grown, Policy));
        Row(third, "plan, cold", null, () => Planner.Plan(third.Index, Policy));
        Row(third, "what fits, cold", null, () => Planner.Plan(third.Index, Fitting));
    }

    private static void Both(PlanMemory memory)
    {
        Planner.Plan(memory, Fitting);
        Planner.Plan(memory, Policy);
    }

    private static void Row(LongSession session, string what, Action? before, Action work, int upTo = int.MaxValue)
    {
        var times = new List<double>();
        var bytes = new List<long>();
        var from = session.Tokens;
        while (times.Count < (upTo == int.MaxValue ? Rounds : 4 * Rounds) && session.Tokens <= upTo)
        {
            before?.Invoke();
            if (times.Count % 20 == 0)
                GC.Collect();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var began = ThreadClock.Seconds;
            work();
            times.Add((ThreadClock.Seconds - began) * 1000);
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        times.Sort();
        bytes.Sort();
        var n = times.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {from:N0} | {session.Index.Blocks.Length:N0} | {what} ({n} ×) | {times[n / 2]:0.00} | {times[n * 99 / 100]:0.00} | {bytes[n / 2]:N0} | {bytes[^1]:N0} |"));
    }
}
