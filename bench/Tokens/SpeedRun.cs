using Pith.Bench.Tokens.Contenders;

namespace Pith.Bench.Tokens;

/// <summary>
/// All contenders on all texts in one process, in turn (A B C A B C …), one thread, CPU time of that thread, the least of a
/// few rounds. Before that each has run until its code is compiled as well as it gets.
/// </summary>
internal static class SpeedRun
{
    private const int WarmUp = 1_000_000;

    public static List<SpeedRow> Run(int rounds)
    {
        var rows = new List<SpeedRow>();
        foreach (var encoding in Field.Encodings)
        {
            var field = Field.Of(encoding);
            Compile(field);
            foreach (var name in TextClass.Present)
            {
                Console.Error.WriteLine($"{encoding} {name}");
                rows.Add(Row(encoding, TextClass.Load(name), field, rounds));
            }
        }

        return rows;
    }

    /// <summary>Lets the runtime see what is hot and compile it again, in the background, before anything is timed.</summary>
    internal static void Compile(IContender[] field)
    {
        var text = TextClass.Load(TextClass.Present.Last());
        var part = new Text(text.Name, text.Utf8[..WarmUp]);
        for (var i = 0; i < 4; i++)
        {
            foreach (var contender in field)
            {
                contender.Count(part);
                contender.Encode(part);
            }

            Thread.Sleep(200);
        }
    }

    private static SpeedRow Row(string encoding, Text text, IContender[] field, int rounds)
    {
        var best = field.Select(_ => (First: double.MaxValue, Warm: double.MaxValue, Encode: double.MaxValue)).ToArray();
        var allocated = new long[field.Length];
        var tokens = new int[field.Length];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < field.Length; i++)
            {
                // Ours takes so little time that one look at it is chance.
                for (var look = i == 0 ? 4 : 1; look > 0; look--)
                {
                    field[i].Forget();
                    best[i].First = Math.Min(best[i].First, Time(() => field[i].Count(text)));
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    best[i].Warm = Math.Min(best[i].Warm, Time(() => tokens[i] = field[i].Count(text)));
                    allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
                    best[i].Encode = Math.Min(best[i].Encode, Time(() => field[i].Encode(text)));
                }
            }
        }

        var mb = text.Megabytes;
        return new(encoding, text.Name, mb,
            [.. field.Select((c, i) => new SpeedCell(c.Name, mb / best[i].First, mb / best[i].Warm, mb / best[i].Encode, allocated[i], tokens[i]))]);
    }

    private static double Time(Action action)
    {
        var before = ThreadClock.Seconds;
        action();
        return ThreadClock.Seconds - before;
    }
}
