using System.Text;
using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Compaction;
using Pith.Conversations;

namespace Pith.Cli.Verbs;

/// <summary>What a compaction did, for machines; docs/schemas/compact.md describes it.</summary>
internal static class CompactJson
{
    public static void Write(CompactReport report, ReadOnlyMemory<byte>? context, string? file, bool segments, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        var plan = report.Compacted.Plan;
        json.WriteStartObject();
        json.WriteString("path", report.Transcript.Path);
        json.WriteString("dialect", report.Transcript.Dialect.ToString());
        json.WriteString("form", report.Form);
        json.WriteMeter(report.Transcript.Index.Meter);
        json.WriteNumber("budget", report.Budget);
        json.WriteNumber("tokensBefore", report.TokensBefore);
        json.WriteTokens(report.Transcript.Index.Meter, report.Compacted.Tokens);
        json.WriteNumber("bytes", report.Compacted.Bytes.Length);
        json.WriteNumber("segments", plan.Decisions.Count);
        json.WriteNumber("segmentsChanged", report.Changed);
        json.WriteNumber("malformed", report.Transcript.Index.Tally.Malformed);
        WriteRepairs(json, report.Compacted.Repairs);
        WriteTiers(json, plan);
        if (report.Money is { } money)
            WriteMoney(json, money);
        if (segments)
            WriteSegments(json, report);
        json.WritePropertyName("receipt");
        report.Receipt.WriteTo(json);
        if (file is not null)
            json.WriteString("output", file);
        if (context is { } text)
            json.WriteString("context", text.Span);
        json.WriteEndObject();
    }

    private static void WriteRepairs(Utf8JsonWriter json, IReadOnlyList<Repair> repairs)
    {
        json.WriteStartArray("repairs");
        foreach (var repair in repairs)
        {
            json.WriteStartObject();
            json.WriteString("rule", RuleName.Of(repair.Rule));
            json.WriteNumber("message", repair.Message);
            json.WriteString("done", repair.Done);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMoney(Utf8JsonWriter json, PlanMoney money)
    {
        json.WriteStartObject("money");
        json.WriteString("prices", money.Model.Name);
        json.WriteString("from", money.Model.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("requestTokensBefore", money.Before);
        json.WriteNumber("requestTokensAfter", money.After);
        json.WriteNumber("expectedCalls", money.Warm.ExpectedCalls);
        foreach (var (name, weighed) in new[] { ("warm", money.Warm), ("cold", money.Cold) })
        {
            json.WriteStartObject(name);
            json.WriteNumber("nextCallAsIs", weighed.StayDollars);
            json.WriteNumber("nextCallAsPlanned", weighed.BoundaryDollars);
            json.WriteNumber("savedPerCall", weighed.SavedPerCall);
            if (double.IsFinite(weighed.BreakEvenCalls))
                json.WriteNumber("breakEvenCalls", Math.Round(weighed.BreakEvenCalls, 2));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTiers(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartArray("tiers");
        foreach (var tier in plan.Tiers)
        {
            json.WriteStartObject();
            json.WriteString("tier", TierNames.Of(tier.Tier));
            json.WriteNumber("segments", tier.Segments);
            json.WriteNumber("tokensBefore", tier.TokensBefore);
            json.WriteNumber("tokensAfter", tier.TokensAfter);
            json.WriteString("note", tier.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSegments(Utf8JsonWriter json, CompactReport report)
    {
        var index = report.Transcript.Index;
        json.WriteStartArray("plan");
        foreach (var decision in report.Compacted.Plan.Decisions)
        {
            var block = index.Blocks[decision.Block];
            json.WriteStartObject();
            json.WriteNumber("turn", index.Turns[block.Turn].Number);
            json.WriteString("kind", BlockName.Of(block));
            if (block.Tool >= 0)
                json.WriteString("tool", Encoding.UTF8.GetString(index.Symbol(block.Tool)));
            if (block.Subject >= 0)
                json.WriteString("about", SubjectText.Of(index.Symbol(block.Subject)));
            json.WriteNumber("tokensBefore", decision.TokensBefore);
            json.WriteNumber("tokensAfter", decision.TokensAfter);
            json.WriteString("rendering", decision.Rendering.ToString().ToLowerInvariant());
            json.WriteString("tier", TierNames.Of(decision.Tier));
            json.WriteString("reason", decision.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
