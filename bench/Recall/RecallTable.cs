using System.Globalization;
using Pith.Budgets;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Bench.Recall;

/// <summary>Prints the quick recall of sessions: a row a cut, then means.</summary>
internal static class RecallTable
{
    public static void Run(string[] files, bool perCut)
    {
        Console.WriteLine("| budget | cuts | line: pith / truncate | edit: pith / truncate | exact: pith / truncate |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var budget in new[] { 8_000, 16_000, 32_000 })
        {
            var rows = new List<QuickRow>();
            foreach (var file in files)
            {
                var own = QuickRun.Of(upTo => Load(file, upTo), budget, 6);
                rows.AddRange(own);
                if (perCut)
                    foreach (var row in own)
                        Console.WriteLine($"  {Path.GetRelativePath(".", file)} turn {row.Turn}: {row.Pith} {row.Truncated}");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {budget} | {rows.Count} | {Pair(rows, r => r.Line)} | {Pair(rows, r => r.Edit)} | {Pair(rows, r => r.Exact)} |"));
        }
    }

    /// <summary>The largest Claude Code sessions below a folder, largest first.</summary>
    public static string[] LargestSessions(string folder, int count) =>
        [.. Directory.EnumerateFiles(folder, "full.jsonl", SearchOption.AllDirectories)
            .Where(IsClaudeCode).OrderByDescending(f => new FileInfo(f).Length).ThenBy(f => f, StringComparer.Ordinal).Take(count)];

    private static bool IsClaudeCode(string file)
    {
        using var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions());
        using var reader = new TranscriptReader(TranscriptSource.Open(file, null), new ReaderOptions { Name = file });
        return reader.Read(index) && reader.Dialect == DialectKind.ClaudeCode;
    }

    private static string Pair(List<QuickRow> rows, Func<Budgets.Recall, double> of) =>
        string.Create(CultureInfo.InvariantCulture, $"{Mean(rows.Select(r => of(r.Pith))):0.000} / {Mean(rows.Select(r => of(r.Truncated))):0.000}");

    private static double Mean(IEnumerable<double> values) => values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();

    private static ContextIndex Load(string file, int upTo)
    {
        var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions { UpToTurn = upTo, UpToBoundary = true });
        using var reader = new TranscriptReader(TranscriptSource.Open(file, null), new ReaderOptions { Name = file });
        while (reader.Read(index))
        {
        }

        index.Seal();
        return index;
    }
}
