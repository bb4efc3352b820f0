using System.Text;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;
using Pith.Compaction;
using Pith.Compaction.Selection;

namespace Pith.Bench.Fit;

/// <summary>
/// The lines of one cut that a view would have to choose from: what describes each, and whether it was needed, by itself or
/// because it joins a path and a symbol that a later call uses together.
/// </summary>
internal sealed class Sample(double weight)
{
    /// <summary>The newest part of a context stays verbatim and is no choice.</summary>
    private const double TailShare = 0.4;

    /// <summary>Of each line, so that every cut weighs the same.</summary>
    public double Weight { get; } = weight;

    public List<float[]> Rows { get; } = [];

    public List<bool> Needed { get; } = [];

    /// <summary>One sample a cut that needs any line.</summary>
    public static List<Sample> Of(Recording recording, int budget)
    {
        var samples = new List<Sample>();
        var past = new Past(recording.Messages);
        foreach (var cut in Cuts.Dense(recording.Messages, budget))
        {
            past.AdvanceTo(cut);
            var needs = NeedReader.At(past, int.MaxValue);
            if (needs.Lines.Count > 0)
                samples.Add(At([.. recording.Messages.Take(cut)], needs, budget));
        }

        return samples;
    }

    /// <summary>Whether a line says of a symbol that a later call uses which path it belongs to.</summary>
    private static bool JoinsNeeded(string line, NeedSet needs)
    {
        if (!line.Contains('/'))
            return false;
        var atoms = AtomText.In(line).Select(a => a.Text).ToHashSet();
        return needs.Pairs.Any(p => atoms.Contains(p.Path) && atoms.Contains(p.Symbol));
    }

    private static Sample At(List<Message> messages, NeedSet needs, int budget)
    {
        using var index = IndexFeed.Of(messages);
        var needed = needs.Lines.Select(line => Lines.Key(Encoding.UTF8.GetBytes(line))).ToHashSet();
        var exchanges = Exchange.Of(index);
        var present = new HashSet<ulong>();
        var (tail, count) = (budget * TailShare, exchanges.Count);
        while (count > 0 && tail > 0)
        {
            count--;
            for (var b = exchanges[count].FirstBlock; b < exchanges[count].EndBlock; b++)
            {
                tail -= index.Blocks[b].Tokens;
                Lines.AddKeys(index.Text(b), present);
            }
        }

        var knowledge = new LineKnowledge(index);
        var history = knowledge.Of(exchanges, count, []);
        var features = knowledge.Evidence(exchanges.Count, LineWeights.Shipped).Features;
        var sample = new Sample(1.0 / needs.Lines.Count);
        for (var i = 0; i < history.Lines.Length; i++)
        {
            var (line, known) = (history.Lines[i], knowledge.Store.Facts[history.Lines[i].Id]);
            if (!features.CanBeNeeded(line, known) || Lines.Key(history[i]) is var key && present.Contains(key))
                continue;
            var row = new float[LineFeatures.Count];
            features.Write(i, line, row);
            sample.Rows.Add(row);
            sample.Needed.Add(needed.Contains(key) || JoinsNeeded(Encoding.UTF8.GetString(history[i]), needs));
        }

        return sample;
    }
}
