using System.Text.Json;
using Pith.Budgets.Runs;

namespace Pith.Cli.Verbs;

/// <summary>What one policy did at one budget.</summary>
internal static class PolicyRowJson
{
    public static void Write(Utf8JsonWriter json, PolicyRow row)
    {
        json.WriteStartObject();
        json.WriteString("policy", row.Policy);
        json.WriteString("kind", row.Kind.ToString().ToLowerInvariant());
        json.WriteFinite("tokens", row.Tokens);
        json.WriteFinite("tokensO200k", row.ExactTokens);
        json.WriteNumber("overshoots", row.Overshoots);
        json.WriteFinite("precision", row.Precision);
        json.WriteFinite("reloadDollars", row.ReloadDollars);
        json.WriteFinite("placedShare", row.PlacedShare);
        json.WriteFinite("position", row.Position);
        json.WriteFinite("planted", row.Planted);
        json.WriteStartArray("classes");
        foreach (var cell in row.Cells)
        {
            json.WriteStartObject();
            json.WriteString("class", RecallPlot.Name(cell.Class));
            json.WriteEstimate("recall", cell.Recall);
            json.WriteFinite("recoverable", cell.Recoverable);
            json.WriteEstimate("lead", cell.Lead);
            json.WriteFinite("ofSpanOracle", cell.OfSpanOracle);
            json.WriteFinite("ofGroupOracle", cell.OfGroupOracle);
            json.WriteStartArray("perSession");
            foreach (var (session, recall) in cell.PerSession)
            {
                json.WriteStartObject();
                json.WriteNumber("session", session);
                json.WriteFinite("recall", recall);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
