using System.Globalization;
using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Models;
using Pith.Tokens;

namespace Pith.Cli.Calibrations;

/// <summary>The form of a stored calibration; docs/commands.md says where it lies. Readers take only the schema they know.</summary>
internal static class CalibrationJson
{
    private const int Schema = 1;

    // Weights beyond this are no tokens of anything.
    private const double Largest = 1e6;

    public static void Write(IEnumerable<Calibration> calibrations, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteStartArray("calibrations");
        foreach (var calibration in calibrations)
            WriteOne(json, calibration);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One calibration as an object.</summary>
    public static void WriteOne(Utf8JsonWriter json, Calibration calibration)
    {
        json.WriteStartObject();
        json.WriteString("family", FamilyNames.Of(calibration.Family));
        json.WriteString("fitted", calibration.Fitted.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("pairs", calibration.Pairs);
        json.WriteNumber("sessions", calibration.Sessions);
        json.WriteStartObject("weights");
        for (var i = 0; i < ContextParts.Terms; i++)
            json.WriteNumber(TermNames.All[i], Math.Round(calibration.Estimator.Weights[i], 6));
        json.WriteEndObject();
        WriteSpread(json, "step", calibration.Estimator.Step);
        WriteSpread(json, "blind", calibration.Estimator.Blind);
        json.WriteEndObject();
    }

    /// <summary>What a document holds.</summary>
    /// <exception cref="FormatException">It is not of this form; the message says where.</exception>
    public static Dictionary<Family, Calibration> Read(JsonElement root)
    {
        if (Number(root, "schema") is var schema && schema != Schema)
            throw new FormatException(schema > Schema ? "it was written by a later pith" : $"its schema is {schema}, not {Schema}");
        var found = new Dictionary<Family, Calibration>();
        foreach (var entry in Member(root, "calibrations", JsonValueKind.Array).EnumerateArray())
        {
            var name = Member(entry, "family", JsonValueKind.String).GetString()!;
            if (!FamilyNames.TryParse(name, out var family))
                throw new FormatException($"it names a family '{Failure.Shown(name)}' that is not known");
            found[family] = ReadOne(entry, family);
        }

        return found;
    }

    private static Calibration ReadOne(JsonElement entry, Family family)
    {
        var named = Member(entry, "weights", JsonValueKind.Object);
        var weights = new double[ContextParts.Terms];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Number(named, TermNames.All[i]);
        var day = Member(entry, "fitted", JsonValueKind.String).GetString();
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var fitted))
            throw new FormatException("'fitted' is not a day");
        return new Calibration(family, new Estimator(weights, ReadSpread(entry, "step"), ReadSpread(entry, "blind")),
            (int)Number(entry, "pairs"), (int)Number(entry, "sessions"), fitted);
    }

    private static void WriteSpread(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        json.WriteNumber("floor", spread.Floor);
        json.WriteNumber("share", spread.Share);
        json.WriteEndObject();
    }

    private static Spread ReadSpread(JsonElement entry, string name)
    {
        var spread = Member(entry, name, JsonValueKind.Object);
        return new Spread(Number(spread, "floor"), Number(spread, "share"));
    }

    private static JsonElement Member(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new FormatException($"'{name}' is missing or not {(kind == JsonValueKind.Number ? "a number" : $"of kind {kind.ToString().ToLowerInvariant()}")}");

    private static double Number(JsonElement element, string name) =>
        Member(element, name, JsonValueKind.Number).TryGetDouble(out var number) && number is >= 0 and <= Largest
            ? number
            : throw new FormatException($"'{name}' is not a number from 0 to {Largest:N0}");
}
