using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;
using Pith.Budgets.Scores;
using Pith.Compaction.Epochs;
using Pith.Conversations;
using Pith.Models;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Bench.Budgets;

/// <summary>
/// What dollars cost in recall: sessions replayed with the epoch planner's water at different marks. Recall is that of every
/// call by itself, of what it repeats of the past, in the very request that it answered.
/// </summary>
internal static class EpochCurve
{
    private static readonly NeedClass[] Classes = [NeedClass.Line, NeedClass.Place, NeedClass.Exact];

    public static int Run(string corpus, string model, int trigger)
    {
        if (!ModelCatalog.TryFind(model, out var prices))
            return 64;
        var recordings = SameWork.Longest([.. Read(corpus).Where(r => r.Tokens > trigger)]);
        Console.WriteLine($"### Trigger {trigger:N0}: {recordings.Count} sessions above it, {recordings.Count(r => r.Tokens > 3L * trigger)} above three times as much\n");
        Console.WriteLine("| policy | low | cold low | early | of no compaction | of those 3 × longer | dollars | edits | calls an edit | line | place | exact |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var none = recordings.Select(r => DollarRun.Of(r, null, trigger, prices)).ToArray();
        Row(recordings, none, "none", null, trigger, prices, null);
        Row(recordings, none, "nothing kept", new NothingKept(), trigger, prices, null);
        Row(recordings, none, "truncate", PolicyCatalog.All.Single(p => p.Name == "truncate"), trigger, prices, null);
        var pith = PolicyCatalog.All.Single(p => p.Name == "pith");
        foreach (var low in (double[])[0.5, 0.4, 0.3, 0.2, 0.1])
            Row(recordings, none, "pith", pith, trigger, prices, new EpochPolicy { High = trigger, LowShare = low, ColdLowShare = 1 });
        foreach (var low in (double[])[0.5, 0.4, 0.3, 0.2, 0.1])
            foreach (var cold in low > 0.1 ? (double[])[low, low - 0.1] : [low])
                Row(recordings, none, "pith", pith, trigger, prices, new EpochPolicy { High = trigger, LowShare = low, ColdLowShare = cold });
        foreach (var early in (double[])[0.8, 0.6])
            Row(recordings, none, "pith", pith, trigger, prices, new EpochPolicy { High = trigger, LowShare = 0.3, ColdLowShare = 0.3, EarlyShare = early });
        return 0;
    }

    private static void Row(List<Recording> recordings, DollarOutcome[] none, string name, IContextPolicy? policy, int trigger, Model prices, EpochPolicy? water)
    {
        var outcomes = new DollarOutcome[recordings.Count];
        var recalls = new List<double>[recordings.Count, Classes.Length];
        Parallel.For(0, recordings.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, s =>
        {
            var past = new Past(recordings[s].Messages);
            for (var c = 0; c < Classes.Length; c++)
                recalls[s, c] = [];
            outcomes[s] = DollarRun.Of(recordings[s], policy, trigger, prices, false, water, (at, request) =>
            {
                past.AdvanceTo(at);
                if (recordings[s].Messages[at].Calls.Count == 0)
                    return;
                var score = new Scorer(past, NeedReader.At(past, recordings[s].Messages[at].Calls.Count), prices).Of(new Context(request), int.MaxValue / 8);
                for (var c = 0; c < Classes.Length; c++)
                    if (score.Verbatim(Classes[c]) is var recall && !double.IsNaN(recall))
                        recalls[s, c].Add(recall);
            });
        });
        var ratio = outcomes.Zip(none).Average(p => p.First.Dollars / p.Second.Dollars);
        var longer = outcomes.Zip(none, recordings).Where(p => p.Third.Tokens > 3L * trigger).Select(p => p.First.Dollars / p.Second.Dollars).DefaultIfEmpty(double.NaN).Average();
        var (edits, calls) = (outcomes.Sum(o => o.PrefixEdits), outcomes.Sum(o => o.Calls));
        var means = Enumerable.Range(0, Classes.Length).Select(c => Enumerable.Range(0, recordings.Count).SelectMany(s => recalls[s, c]).DefaultIfEmpty(double.NaN).Average());
        Console.WriteLine($"| {name} | {water?.LowShare:0.0} | {(water is { ColdLowShare: < 1 } w ? $"{w.ColdLowShare:0.0}" : "–")} | {(water is { EarlyShare: < 1 } e ? $"{e.EarlyShare:0.0}" : "–")} | {ratio:0.000} | {longer:0.000} | {outcomes.Sum(o => o.Dollars):0.00} | {edits} | {(edits == 0 ? "–" : $"{calls / edits}")} | {string.Join(" | ", means.Select(m => $"{m:0.000}"))} |");
    }

    private static IEnumerable<Recording> Read(string corpus)
    {
        foreach (var path in Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Recording? recording = null;
            try
            {
                using var stream = TranscriptSource.Open(path, null);
                using var reader = new TranscriptReader(stream, new ReaderOptions());
                using var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions { UpToBoundary = true });
                while (reader.Read(index))
                {
                }

                index.Seal();
                recording = RecordingReader.Read(path, index);
            }
            catch (UnreadableTranscriptException)
            {
                // no transcript
            }

            if (recording is { Messages.Count: > 20 })
                yield return recording;
        }
    }

    /// <summary>What no policy can save: the system prompt read, each new message written, the answers.</summary>
    private sealed class NothingKept : IContextPolicy
    {
        public string Name => "nothing kept";

        public PolicyKind Kind => PolicyKind.Control;

        public ReplayRule Replay => ReplayRule.EveryCall;

        public Context Compact(IReadOnlyList<Message> messages, int budget) => new([messages[^1]]);
    }
}
