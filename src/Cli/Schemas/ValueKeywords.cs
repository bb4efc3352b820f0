using System.Text.Json;

namespace Pith.Cli.Schemas;

/// <summary>Keywords about a value by itself: its type, choices, bounds of numbers, length and pattern of texts.</summary>
internal static class ValueKeywords
{
    /// <summary>What is wrong with the value; null where nothing is.</summary>
    public static string? Problem(JsonElement value, JsonElement schema, string place) => Kind(value, schema, place) ?? Choice(value, schema, place) ?? value.ValueKind switch
    {
        JsonValueKind.Number => Number(value, schema, place),
        JsonValueKind.String => Text(value.GetString()!, schema, place),
        _ => null,
    };

    /// <summary>A count of the schema, or null where it has none.</summary>
    public static double? Bound(JsonElement schema, string name) => schema.TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetDouble() : null;

    /// <summary>What is wrong with how many there are of something.</summary>
    public static string? Size(int size, JsonElement schema, string what, string place) =>
        Bound(schema, $"min{what}") is { } fewest && size < fewest ? $"{place} is too short: {what} {size}, at least {fewest}"
        : Bound(schema, $"max{what}") is { } most && size > most ? $"{place} is too long: {what} {size}, at most {most}"
        : null;

    private static string? Kind(JsonElement value, JsonElement schema, string place)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        string?[] names = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.ToString())] : [type.ToString()];
        return names.Any(name => Is(value, name)) ? null : $"{place} must be {string.Join(" or ", names)}, not {Named(value)}";
    }

    private static bool Is(JsonElement value, string? type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && IsWhole(value),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };

    private static string? Choice(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
            return $"{place} must be {only.GetRawText()}";
        return schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && !choices.EnumerateArray().Any(c => JsonElement.DeepEquals(c, value))
            ? $"{place} must be one of {choices.GetRawText()}"
            : null;
    }

    private static string? Number(JsonElement value, JsonElement schema, string place)
    {
        if (Against(value, schema, "minimum") is { } low && (low < 0 || low == 0 && IsOn(schema, "exclusiveMinimum")))
            return $"{place} is too small: at least {schema.GetProperty("minimum")}";
        if (Against(value, schema, "maximum") is { } high && (high > 0 || high == 0 && IsOn(schema, "exclusiveMaximum")))
            return $"{place} is too large: at most {schema.GetProperty("maximum")}";
        if (Against(value, schema, "exclusiveMinimum") <= 0)
            return $"{place} is too small: above {schema.GetProperty("exclusiveMinimum")}";
        if (Against(value, schema, "exclusiveMaximum") >= 0)
            return $"{place} is too large: below {schema.GetProperty("exclusiveMaximum")}";
        return schema.TryGetProperty("multipleOf", out var step) && step.ValueKind == JsonValueKind.Number && !IsMultiple(value, step) ? $"{place} must be a multiple of {step}" : null;
    }

    /// <summary>How a number compares with a bound of the schema, as decimals where both are; null where there is none.</summary>
    private static int? Against(JsonElement number, JsonElement schema, string name)
    {
        if (!schema.TryGetProperty(name, out var bound) || bound.ValueKind != JsonValueKind.Number)
            return null;
        return number.TryGetDecimal(out var own) && bound.TryGetDecimal(out var other) ? own.CompareTo(other) : number.GetDouble().CompareTo(bound.GetDouble());
    }

    /// <summary>As draft 4 has it: the bound itself is excluded.</summary>
    private static bool IsOn(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(string text, JsonElement schema, string place)
    {
        // Length counts code points, not halves of pairs.
        if (Size(text.EnumerateRunes().Count(), schema, "Length", place) is { } problem)
            return problem;
        return schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String && !SchemaPattern.Matches(text, pattern.GetString()!)
            ? $"{place} does not match {pattern.GetRawText()}"
            : null;
    }

    private static bool IsWhole(JsonElement number) => number.TryGetDecimal(out var exact) ? exact == decimal.Truncate(exact) : double.IsInteger(number.GetDouble());

    private static bool IsMultiple(JsonElement number, JsonElement step) => number.TryGetDecimal(out var exact) && step.TryGetDecimal(out var by) && by != 0
        ? exact % by == 0
        : double.IsInteger(number.GetDouble() / step.GetDouble());

    private static string Named(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "null",
    };
}
