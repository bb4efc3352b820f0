using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pith.Cli.Headless.Schemas;

/// <summary>
/// Holds a value to a JSON Schema, as far as people use them for answers: types, properties, items, choices, bounds, patterns,
/// combinations and references inside the schema. What it does not know it passes over, as the standard wants of keywords.
/// </summary>
internal static class SchemaCheck
{
    private const int Deepest = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with the value, with its place; null where it fits.</summary>
    public static string? Problem(JsonElement value, JsonElement schema) => Problem(value, schema, schema, "$", 0);

    private static string? Problem(JsonElement value, JsonElement schema, JsonElement root, string place, int depth)
    {
        if (schema.ValueKind == JsonValueKind.False)
            return $"{place} may not be there";
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
            return null;
        if (schema.TryGetProperty("$ref", out var reference))
            return Find(root, reference.GetString() ?? "") is { } target ? Problem(value, target, root, place, depth + 1) : $"the schema refers to {reference}, which it does not have";
        return Kind(value, schema, place) ?? Choice(value, schema, place) ?? Bounds(value, schema, place)
            ?? (value.ValueKind == JsonValueKind.Object ? Fields(value, schema, root, place, depth) : null)
            ?? (value.ValueKind == JsonValueKind.Array ? Items(value, schema, root, place, depth) : null)
            ?? Combined(value, schema, root, place, depth);
    }

    private static string? Kind(JsonElement value, JsonElement schema, string place)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).ToArray() : [type.GetString()];
        return names.Any(name => Is(value, name)) ? null : $"{place} must be {string.Join(" or ", names)}, not {Named(value)}";
    }

    private static bool Is(JsonElement value, string? type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => true,
    };

    private static string? Choice(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
            return $"{place} must be {only.GetRawText()}";
        return schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && !choices.EnumerateArray().Any(c => JsonElement.DeepEquals(c, value))
            ? $"{place} must be one of {choices.GetRawText()}"
            : null;
    }

    private static string? Bounds(JsonElement value, JsonElement schema, string place)
    {
        var (size, what) = value.ValueKind switch
        {
            JsonValueKind.Number => (value.TryGetDouble(out var number) ? number : double.NaN, ""),
            JsonValueKind.String => (new StringInfo(value.GetString()!).LengthInTextElements, "Length"),
            JsonValueKind.Array => (value.GetArrayLength(), "Items"),
            JsonValueKind.Object => (value.EnumerateObject().Count(), "Properties"),
            _ => (double.NaN, "?"),
        };
        if (what == "" && Number(schema, "minimum") is { } least && size < least || what is not ("" or "?") && Number(schema, $"min{what}") is { } fewest && size < fewest)
            return $"{place} is too small or too short";
        if (what == "" && Number(schema, "maximum") is { } most && size > most || what is not ("" or "?") && Number(schema, $"max{what}") is { } largest && size > largest)
            return $"{place} is too large or too long";
        if (what == "" && (Number(schema, "exclusiveMinimum") is { } above && size <= above || Number(schema, "exclusiveMaximum") is { } below && size >= below))
            return $"{place} is out of its bounds";
        return value.ValueKind == JsonValueKind.String && schema.TryGetProperty("pattern", out var pattern) && !Matches(value.GetString()!, pattern.GetString() ?? "")
            ? $"{place} does not match {pattern.GetRawText()}"
            : null;
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception unusable) when (unusable is ArgumentException or RegexMatchTimeoutException)
        {
            return true; // a pattern that cannot be tried refuses nothing
        }
    }

    private static string? Fields(JsonElement value, JsonElement schema, JsonElement root, string place, int depth)
    {
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
            foreach (var name in required.EnumerateArray())
                if (!value.TryGetProperty(name.GetString() ?? "", out _))
                    return $"{place} lacks \"{name.GetString()}\"";
        var known = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? properties : default;
        var hasMore = schema.TryGetProperty("additionalProperties", out var more);
        foreach (var field in value.EnumerateObject())
        {
            var isKnown = known.ValueKind == JsonValueKind.Object && known.TryGetProperty(field.Name, out _);
            if (!isKnown && hasMore && more.ValueKind == JsonValueKind.False)
                return $"{place} has \"{field.Name}\", which the schema does not";
            if ((isKnown ? Problem(field.Value, known.GetProperty(field.Name), root, $"{place}.{field.Name}", depth + 1) : hasMore ? Problem(field.Value, more, root, $"{place}.{field.Name}", depth + 1) : null) is { } problem)
                return problem;
        }

        return null;
    }

    private static string? Items(JsonElement value, JsonElement schema, JsonElement root, string place, int depth)
    {
        if (!schema.TryGetProperty("items", out var items))
            return null;
        var at = 0;
        foreach (var item in value.EnumerateArray())
            if (Problem(item, items, root, $"{place}[{at++}]", depth + 1) is { } problem)
                return problem;
        return null;
    }

    private static string? Combined(JsonElement value, JsonElement schema, JsonElement root, string place, int depth)
    {
        foreach (var all in Each(schema, "allOf"))
            if (Problem(value, all, root, place, depth + 1) is { } problem)
                return problem;
        var any = Each(schema, "anyOf");
        if (any.Length > 0 && Array.TrueForAll(any, s => Problem(value, s, root, place, depth + 1) is not null))
            return $"{place} fits none of the choices: {Problem(value, any[0], root, place, depth + 1)}";
        var one = Each(schema, "oneOf");
        return one.Length > 0 && one.Count(s => Problem(value, s, root, place, depth + 1) is null) is not 1 ? $"{place} must fit exactly one of {one.Length} choices" : null;
    }

    private static JsonElement[] Each(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static double? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Named(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : CultureInfo.InvariantCulture.TextInfo.ToLower(value.ValueKind.ToString());

    private static JsonElement? Find(JsonElement root, string reference)
    {
        if (reference == "#")
            return root;
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            return null;
        var at = root;
        foreach (var part in reference[2..].Split('/'))
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out at))
                return null;
        return at;
    }
}
