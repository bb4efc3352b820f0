using System.Globalization;
using Pith.Bench.Tokens;
using Pith.Compaction;

namespace Pith.Bench.Planning;

/// <summary>
/// What a plan costs for a context of a given size, from nothing and with one turn more, compiled as it ships: a native program
/// of its own. Times are those of the thread on the processor, so that neighbours on the machine do not count.
/// </summary>
internal static class PlanningRun
{
    private const int Budget = 16_000;

    private static readonly Policy Policy = new() { Budget = Budget };

    /// <summary>Under which the whole context fits, as on most turns of a conversation.</summary>
    private static readonly Policy Fitting = new() { Budget = int.MaxValue, Tiers = Tiers.All & ~Tiers.Admission };

    /// <summary>Prints the table.</summary>
    /// <param name="corpus">A folder of transcripts.</param>
    /// <param name="rounds">Plans of each kind; few for who counts instructions.</param>
    public static int Run(string corpus, int rounds)
    {
        Console.WriteLine("| tokens | blocks | what | p50 ms | p99 ms | bytes, p50 | bytes, most |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var size in (int[])[50_000, 200_000])
            Rows(corpus, size, rounds);
        return 0;
    }

    private static void Rows(string corpus, int size, int rounds)
    {
        using var session = new LongSession(corpus);
        session.Grow(size - size / 4);
        Row(session, "one more turn, read and counted", null, session.NextTurn, 4 * rounds, size);
        using var other = new LongSession(corpus);
        other.Grow(size - size / 4);
        var memory = new PlanMemory(other.Index);
        for (var i = 0; i < rounds; i++)
            Both(memory);
        Row(other, "one more turn, what fits", other.NextTurn, () => Planner.Plan(memory, Fitting), 4 * rounds, size);
        using var third = new LongSession(corpus);
        third.Grow(size - size / 4);
        var grown = new PlanMemory(third.Index);
        for (var i = 0; i < rounds; i++)
            Both(grown);
        Row(third, "one more turn, plan", third.NextTurn, () => Planner.Plan(grown, Policy), 4 * rounds, size);
        Row(third, "plan once more", null, () => Both(grown), rounds);
        Row(third, "the same plan again", null, () => Planner.Plan(grown, Policy), rounds);
        Row(third, "plan, cold", null, () => Planner.Plan(third.Index, Policy), rounds);
        Row(third, "what fits, cold", null, () => Planner.Plan(third.Index, Fitting), rounds);
    }

    private static void Both(PlanMemory memory)
    {
        Planner.Plan(memory, Fitting);
        Planner.Plan(memory, Policy);
    }

    private static void Row(LongSession session, string what, Action? before, Action work, int rounds, int upTo = int.MaxValue)
    {
        var times = new List<double>();
        var bytes = new List<long>();
        var from = session.Tokens;
        while (times.Count < rounds && session.Tokens <= upTo)
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
