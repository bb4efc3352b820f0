using System.Text.Json;
using Pith.Budgets.Runs;

namespace Pith.Cli.Verbs;

/// <summary>Figures of the benchmark; what has no value is left out.</summary>
internal static class EstimateJson
{
    /// <summary>An estimate that rests on sessions; else nothing.</summary>
    public static void WriteEstimate(this Utf8JsonWriter json, string name, Estimate estimate)
    {
        if (estimate.Sessions == 0)
            return;
        json.WritePropertyName(name);
        json.WriteEstimate(estimate);
    }

    /// <summary>An estimate with its interval.</summary>
    public static void WriteEstimate(this Utf8JsonWriter json, Estimate estimate)
    {
        json.WriteStartObject();
        json.WriteFinite("mean", estimate.Mean);
        json.WriteFinite("low", estimate.Low);
        json.WriteFinite("high", estimate.High);
        json.WriteNumber("cuts", estimate.Cuts);
        json.WriteNumber("sessions", estimate.Sessions);
        json.WriteEndObject();
    }

    /// <summary>Six digits behind the point: sums of doubles may differ in the last ones between machines.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, Math.Round((decimal)value, 6));
    }
}
