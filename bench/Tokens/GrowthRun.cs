using Pith.Bench.Tokens.Contenders;

namespace Pith.Bench.Tokens;

/// <summary>Nanoseconds a byte of one contender on one kind of text, from a kilobyte to ten megabytes; null where it was not run.</summary>
internal sealed record GrowthRow(string Kind, string Contender, double?[] NanosecondsPerByte);

/// <summary>How the time for a byte grows with the length of what breaks tokenizers. Warm counters, one thread, CPU time, the least of a few.</summary>
internal static class GrowthRun
{
    public static readonly int[] Lengths = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    /// <param name="cap">Seconds; a length that would take longer, as far as the last two lengths tell, is not run.</param>
    public static List<GrowthRow> Run(double cap)
    {
        var field = Field.Of("o200k_base");
        SpeedRun.Compile(field);
        var rows = new List<GrowthRow>();
        foreach (var kind in AdversarialText.Kinds)
        {
            Console.Error.WriteLine(kind);
            foreach (var contender in field)
                rows.Add(Row(kind, contender, cap));
        }

        return rows;
    }

    private static GrowthRow Row(string kind, IContender contender, double cap)
    {
        var cells = new double?[Lengths.Length];
        var last = 0.0;
        var growth = 10.0;
        for (var i = 0; i < Lengths.Length; i++)
        {
            if (last * growth > cap)
                break;
            var seconds = Least(contender, AdversarialText.Of(kind, Lengths[i]), last * growth);
            growth = last > 0 ? Math.Max(seconds / last, 10) : growth;
            last = seconds;
            cells[i] = seconds / Lengths[i] * 1e9;
        }

        return new(kind, contender.Name, cells);
    }

    private static double Least(IContender contender, Text text, double expected)
    {
        var least = double.MaxValue;
        for (var times = expected > 0.2 ? 1 : text.Utf8.Length > 100_000 ? 3 : 15; times > 0; times--)
        {
            var before = ThreadClock.Seconds;
            contender.Count(text);
            least = Math.Min(least, ThreadClock.Seconds - before);
        }

        return least;
    }
}
