using System.Text.Json;
using Pith.Budgets.Needs;
using Pith.Budgets.Runs;
using Pith.Cli.Printing;

namespace Pith.Cli.Verbs;

/// <summary>A report of the benchmark for machines; docs/schemas/bench-budgets.md describes it. What has no value is left out.</summary>
internal static class BudgetsJson
{
    public static void Write(BudgetReport report, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("verdict", BudgetsText.Verdict(report));
        Strings(json, "controlWins", report.ControlWins);
        Strings(json, "selfCheckFailures", report.SelfCheckFailures);
        json.WriteString("encoding", "chars4");
        json.WriteString("cuts", report.Options.PilotCuts ? "pilot" : "dense");
        if (report.Options.Horizon != int.MaxValue)
            json.WriteNumber("horizon", report.Options.Horizon);
        json.WriteNumber("resamples", report.Options.Resamples);
        Sessions(json, report);
        Tables(json, report);
        Areas(json, report);
        Chains(json, report);
        Dollars(json, report);
        Checks(json, report);
        Speeds(json, report);
        json.WriteEndObject();
    }

    private static void Sessions(Utf8JsonWriter json, BudgetReport report)
    {
        json.WriteStartArray("sessions");
        foreach (var session in report.Sessions)
        {
            json.WriteStartObject();
            json.WriteString("name", session.Name);
            json.WriteNumber("messages", session.Messages);
            json.WriteNumber("calls", session.Calls);
            json.WriteNumber("tokens", session.Tokens);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Tables(Utf8JsonWriter json, BudgetReport report)
    {
        json.WriteStartArray("budgets");
        foreach (var table in report.Tables)
        {
            json.WriteStartObject();
            json.WriteNumber("budget", table.Budget);
            json.WriteNumber("cuts", table.Cuts);
            json.WriteNumber("sessions", table.Sessions);
            json.WriteStartArray("policies");
            foreach (var row in table.Rows)
                PolicyRowJson.Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Areas(Utf8JsonWriter json, BudgetReport report)
    {
        json.WriteStartArray("areas");
        foreach (var row in report.Areas)
        {
            json.WriteStartObject();
            json.WriteString("policy", row.Policy);
            foreach (var of in Enum.GetValues<NeedClass>())
                json.WriteFinite(RecallPlot.Name(of), row.Areas[(int)of]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Chains(Utf8JsonWriter json, BudgetReport report)
    {
        json.WriteStartArray("chained");
        foreach (var row in report.Chains)
            foreach (var of in Enum.GetValues<NeedClass>().Where(c => row.Losses[(int)c].Any(l => l.Sessions > 0)))
            {
                json.WriteStartObject();
                json.WriteString("policy", row.Policy);
                json.WriteNumber("budget", report.Options.ChainBudget);
                json.WriteString("class", RecallPlot.Name(of));
                json.WriteFinite("slope", row.Slopes[(int)of]);
                json.WriteStartArray("losses");
                foreach (var loss in row.Losses[(int)of].Where(l => l.Sessions > 0))
                    json.WriteEstimate(loss);
                json.WriteEndArray();
                json.WriteEndObject();
            }

        json.WriteEndArray();
    }

    private static void Dollars(Utf8JsonWriter json, BudgetReport report)
    {
        json.WriteStartArray("dollars");
        foreach (var row in report.Dollars.Where(d => d.Sessions.Count > 0))
        {
            json.WriteStartObject();
            json.WriteString("policy", row.Policy);
            json.WriteNumber("trigger", report.Options.Trigger);
            json.WriteString("prices", report.Options.Prices.Name);
            json.WriteString("pricesFrom", report.Options.Prices.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteEstimate("ofNone", row.Ratio);
            json.WriteStartArray("sessions");
            foreach (var (session, outcome) in row.Sessions)
            {
                json.WriteStartObject();
                json.WriteNumber("session", session);
                json.WriteFinite("dollars", outcome.Dollars);
                json.WriteNumber("calls", outcome.Calls);
                json.WriteFinite("cacheHits", outcome.HitRate);
                json.WriteNumber("prefixEdits", outcome.PrefixEdits);
                json.WriteNumber("peakTokens", outcome.PeakTokens);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Checks(Utf8JsonWriter json, BudgetReport report)
    {
        json.WriteStartArray("checks");
        foreach (var (policy, checks) in report.Checks)
        {
            json.WriteStartObject();
            json.WriteString("policy", policy);
            json.WriteNumber("views", checks.Views);
            json.WriteNumber("violations", checks.Violations);
            json.WriteNumber("overBudget", checks.OverBudget);
            json.WriteNumber("failures", checks.Failures);
            json.WriteNumber("notSmaller", checks.NotSmaller);
            json.WriteNumber("twice", checks.Twice);
            json.WriteNumber("notIdempotent", checks.NotIdempotent);
            json.WriteNumber("notRepeatable", checks.NotRepeatable);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Speeds(Utf8JsonWriter json, BudgetReport report)
    {
        json.WriteStartArray("speed");
        foreach (var row in report.Speeds)
        {
            json.WriteStartObject();
            json.WriteString("policy", row.Policy);
            json.WriteNumber("tokens", row.Tokens);
            json.WriteFinite("milliseconds", row.Milliseconds);
            json.WriteNumber("bytes", row.Bytes);
            json.WriteFinite("nextMilliseconds", row.NextMilliseconds);
            json.WriteNumber("nextBytes", row.NextBytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
