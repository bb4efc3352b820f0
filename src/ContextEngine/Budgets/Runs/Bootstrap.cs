namespace Pith.Budgets.Runs;

/// <summary>Intervals by drawing sessions, not cuts: cuts of one session are no independent evidence. Seeded, so that every run draws the same.</summary>
internal static class Bootstrap
{
    /// <summary>Mean over all values and its 95 % interval; NaN without values.</summary>
    /// <param name="values">A session and a value each; NaN values are passed over.</param>
    /// <param name="resamples">How often sessions are drawn.</param>
    public static Estimate Of(IEnumerable<(int Session, double Value)> values, int resamples)
    {
        var sums = new SortedDictionary<int, (double Sum, int Count)>();
        foreach (var (session, value) in values)
            if (!double.IsNaN(value))
                sums[session] = sums.GetValueOrDefault(session) is var (sum, count) ? (sum + value, count + 1) : default;
        if (sums.Count == 0)
            return new Estimate(double.NaN, double.NaN, double.NaN, 0, 0);
        var sessions = sums.Values.ToArray();
        var means = new double[resamples];
        var state = 0x9E3779B97F4A7C15UL;
        for (var r = 0; r < resamples; r++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < sessions.Length; i++)
            {
                var drawn = sessions[(int)(Next(ref state) % (ulong)sessions.Length)];
                sum += drawn.Sum;
                count += drawn.Count;
            }

            means[r] = sum / count;
        }

        Array.Sort(means);
        var cuts = sessions.Sum(s => s.Count);
        return new Estimate(sessions.Sum(s => s.Sum) / cuts, means[(int)(resamples * 0.025)], means[Math.Min(resamples - 1, (int)(resamples * 0.975))], cuts, sessions.Length);
    }

    /// <summary>SplitMix64: the same on every machine and in every version.</summary>
    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
