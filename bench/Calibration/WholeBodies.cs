using System.Globalization;
using System.Text.Json;
using Pith.Conversations;
using Pith.Models;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Bench.Calibration;

/// <summary>
/// Whole request bodies against the input tokens that the API returned for them: nothing is anchored, so that system
/// prompt, tools and messages are all estimated. None of them is in the fit. Bodies whose tools run on the server are left
/// out, for the server adds to them.
/// </summary>
internal static class WholeBodies
{
    private static readonly string[] Inputs = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"];

    public static void Run(string folder)
    {
        var errors = new List<(Family Family, double Error, bool IsHeld)>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "index.jsonl")))
        {
            using var entry = JsonDocument.Parse(line);
            var path = Path.Combine(folder, entry.RootElement.GetProperty("file").GetString()!);
            var truth = Tokens(entry.RootElement.GetProperty("usage"));
            if (!IsPlain(path) || !ModelCatalog.TryFind(entry.RootElement.GetProperty("model").GetString()!, out var model))
                continue;
            var size = Size(path, entry.RootElement.GetProperty("model").GetString()!);
            errors.Add((model.Family, Math.Abs(size.Tokens - truth) / (double)truth, Math.Abs(size.Tokens - truth) <= size.Margin));
        }

        Console.WriteLine("\n| whole bodies | number | error p50 / p90 | held by the interval |\n|---|---|---|---|");
        foreach (var family in errors.GroupBy(e => e.Family).OrderBy(g => g.Key))
        {
            var sorted = family.Select(e => e.Error).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {FamilyNames.Says(family.Key)} | {sorted.Count} | {sorted[sorted.Count / 2]:0.0%} / {sorted[sorted.Count * 9 / 10]:0.0%} | {family.Count(e => e.IsHeld) / (double)sorted.Count:0%} |"));
        }
    }

    private static ContextSize Size(string path, string model)
    {
        using var index = new ContextIndex(TokenMeter.Exact(TokenCounter.O200k), new IndexOptions());
        using var reader = new TranscriptReader(File.OpenRead(path), new ReaderOptions());
        while (reader.Read(index))
        {
        }

        index.Seal();
        var meter = ModelCatalog.MeterFor(model);
        return ContextSize.Of(index, new ContextSizeOptions(meter.Estimator!, meter.Images) { KeepsThinking = ThinkingRule.Keeps(model), ToolPrompt = ToolPrompt.TokensOf(model) });
    }

    private static bool IsPlain(string path)
    {
        using var body = JsonDocument.Parse(File.ReadAllBytes(path));
        if (path.Contains("compaction", StringComparison.Ordinal) || body.RootElement.TryGetProperty("mcp_servers", out _))
            return false;
        return !body.RootElement.TryGetProperty("tools", out var tools)
            || tools.EnumerateArray().All(t => t.TryGetProperty("input_schema", out _) || t.TryGetProperty("type", out var type) && type.GetString()!.StartsWith("tool_search", StringComparison.Ordinal));
    }

    private static long Tokens(JsonElement usage) =>
        Inputs.Sum(n => usage.TryGetProperty(n, out var value) ? value.GetInt64() : 0);
}
