using System.Diagnostics;
using System.Globalization;
using Pith.Tokens;

namespace Pith.Bench.Exact;

/// <summary>Generated texts through our counter, by every path and in both encodings, and through the official core.</summary>
internal sealed class ExactCampaign(ExactOptions options)
{
    private const int BatchSize = 512;

    private readonly Lock gate = new();
    private readonly long[] texts = new long[GeneratedText.Kinds.Count];
    private readonly long[] wrong = new long[GeneratedText.Kinds.Count];
    private readonly GeneratedText generator = new(options.Seed, RealText.Load());
    private readonly ExactPeers? peers = options.Peers ? new() : null;
    private long bytes;
    private long tokens;
    private ulong next;

    /// <summary>Runs it and prints the result as Markdown.</summary>
    /// <returns>0 when nothing was wrong, 1 otherwise.</returns>
    public int Run()
    {
        var began = Stopwatch.GetTimestamp();
        next = options.From;
        var workers = Enumerable.Range(0, options.Workers).Select(_ => Task.Factory.StartNew(Work, TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(workers);
        Report(Stopwatch.GetElapsedTime(began));
        return wrong.Sum() == 0 ? 0 : 1;
    }

    private void Work()
    {
        using var core = new OfficialCore();
        EveryPath[] paths = [new(TokenCounter.O200k), new(TokenCounter.Cl100k)];
        Batch? waiting = null;
        while (true)
        {
            // One batch ahead, so that the official core never waits for us.
            var batch = Take();
            if (batch is not null)
                core.Send(batch.Texts);
            if (waiting is not null)
                Compare(waiting, core.Receive(waiting.Count), paths);
            waiting = batch;
            if (waiting is null)
                return;
        }
    }

    private Batch? Take()
    {
        ulong first;
        int count;
        lock (gate)
        {
            first = next;
            count = (int)Math.Min(BatchSize, options.From + (ulong)options.Count - next);
            next += (ulong)count;
        }

        return count == 0 ? null : new(generator, first, count);
    }

    private void Compare(Batch batch, CoreAnswer[] answers, EveryPath[] paths)
    {
        var found = 0L;
        for (var i = 0; i < batch.Count; i++)
        {
            var number = batch.First + (ulong)i;
            IdList[] official = [answers[i].O200k, answers[i].Cl100k];
            // A campaign that cannot fail proves nothing: on request one answer in a thousand is made wrong.
            if (options.Spoil && number % 1000 == 0)
                official[number / 1000 % 2] = official[number / 1000 % 2] with { Count = official[number / 1000 % 2].Count + 1 };
            for (var e = 0; e < paths.Length; e++)
            {
                found += official[e].Count;
                if (paths[e].Disagreement(batch[i].Span, official[e], new Dice(options.Seed, ~number)) is { } what)
                    Say(batch.Kinds[i], $"{paths[e].Encoding}, seed {options.Seed}, text {number} ({GeneratedText.Kinds[batch.Kinds[i]]}): {what}: {Convert.ToHexString(batch[i].Span)}");
            }
        }

        lock (gate)
        {
            for (var i = 0; peers is not null && i < batch.Count; i++)
                peers.Compare(batch[i].Span, [answers[i].O200k, answers[i].Cl100k]);
            bytes += batch.Length;
            tokens += found;
            foreach (var kind in batch.Kinds)
                texts[kind]++;
            if (texts.Sum() / 100_000 != (texts.Sum() - batch.Count) / 100_000)
                Console.Error.WriteLine($"{texts.Sum():N0} texts, {wrong.Sum()} wrong");
        }
    }

    private void Say(int kind, string what)
    {
        lock (gate)
        {
            if (wrong.Sum() < 100)
                Console.Error.WriteLine(what);
            wrong[kind]++;
        }
    }

    private void Report(TimeSpan took)
    {
        var total = string.Create(CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, npm tiktoken {OfficialCore.Version}, pith at {Environment.GetEnvironmentVariable("PITH_COMMIT") ?? "?"}, path {options.Path}, seed {options.Seed}, texts {options.From:N0} to {options.From + (ulong)options.Count - 1:N0}: {bytes / 1e6:N0} MB, {tokens:N0} ids in both encodings, **{wrong.Sum()} wrong**, {took.TotalMinutes:F0} minutes.{(peers is null ? "" : $" The same texts counted by others: {peers}.")}");
        Console.WriteLine($"{total}\n\n| kind of text | texts | wrong |\n|---|---:|---:|");
        for (var kind = 0; kind < texts.Length; kind++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {GeneratedText.Kinds[kind]} | {texts[kind]:N0} | {wrong[kind]} |"));
        if (options.Keep)
            File.AppendAllText("bench/results/exact.md", $"- {total}\n");
    }
}
