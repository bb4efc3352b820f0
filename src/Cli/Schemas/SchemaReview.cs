using System.Text.Json;

namespace Pith.Cli.Schemas;

/// <summary>Finds what makes a schema none, before anything is asked: a keyword of the wrong kind, a pattern that is none, a reference that leads nowhere.</summary>
internal static class SchemaReview
{
    private const int Deepest = 256;

    private static readonly HashSet<string> Types = ["object", "array", "string", "boolean", "null", "integer", "number"];
    private static readonly HashSet<string> Numbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly HashSet<string> Sizes = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"];
    private static readonly HashSet<string> One = ["not", "if", "then", "else", "additionalProperties", "additionalItems", "propertyNames", "contains", "unevaluatedProperties", "unevaluatedItems"];
    private static readonly HashSet<string> Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
    private static readonly HashSet<string> Maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    /// <summary>The first thing that is wrong, with its place; null where it is a schema.</summary>
    public static string? Problem(JsonElement schema) => Problem(schema, new SchemaReferences(schema), "#", 0);

    private static string? Problem(JsonElement schema, SchemaReferences references, string place, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return null;
        if (schema.ValueKind != JsonValueKind.Object)
            return $"{place} must be an object, true or false";
        if (depth > Deepest)
            return $"{place} lies deeper than {Deepest} schemas";
        foreach (var (name, value) in schema.EnumerateObject().Select(m => (m.Name, m.Value)))
            if ((Wrong(name, value, references) is { } wrong ? $"{place}/{name} {wrong}" : Inside(name, value, references, $"{place}/{name}", depth + 1)) is { } problem)
                return problem;
        return null;
    }

    private static string? Wrong(string name, JsonElement value, SchemaReferences references) => name switch
    {
        "type" => Texts(value) is { Count: > 0 } types ? types.FirstOrDefault(t => !Types.Contains(t)) is { } unknown ? $"names '{unknown}', which is no type; there are {string.Join(", ", Types)}" : null : "must be the name of a type, or a list of them",
        "required" => value.ValueKind != JsonValueKind.Array || Texts(value) is null ? "must be a list of names" : null,
        "enum" => value.ValueKind != JsonValueKind.Array ? "must be a list of values" : null,
        "pattern" => value.ValueKind != JsonValueKind.String || !SchemaPattern.IsUsable(value.GetString()!) ? "is no regular expression" : null,
        "patternProperties" when value.ValueKind == JsonValueKind.Object && value.EnumerateObject().FirstOrDefault(m => !SchemaPattern.IsUsable(m.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } broken => $"has '{broken.Name}', which is no regular expression",
        _ when SchemaReferences.Keywords.Contains(name) => value.ValueKind != JsonValueKind.String ? "must be a text" : references.Find(value.GetString()!) is null ? $"refers to {value}, which is not in this schema; others are not fetched" : null,
        "exclusiveMinimum" or "exclusiveMaximum" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => null, // draft 4
        _ when Numbers.Contains(name) => value.ValueKind != JsonValueKind.Number ? "must be a number" : name == "multipleOf" && value.GetDouble() <= 0 ? "must be above 0" : null,
        _ when Sizes.Contains(name) => value.ValueKind != JsonValueKind.Number || value.GetDouble() is var size && (size < 0 || !double.IsInteger(size)) ? "must be a whole number, at least 0" : null,
        _ when Maps.Contains(name) || name is "dependencies" or "dependentRequired" => value.ValueKind != JsonValueKind.Object ? "must be an object" : null,
        _ when Lists.Contains(name) => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 ? "must be a list of schemas, at least one" : null,
        _ => null,
    };

    private static string? Inside(string name, JsonElement value, SchemaReferences references, string place, int depth)
    {
        if (One.Contains(name) || name == "items" && value.ValueKind != JsonValueKind.Array)
            return Problem(value, references, place, depth);
        if (Maps.Contains(name) || name == "dependencies")
            return value.EnumerateObject().Where(m => name != "dependencies" || m.Value.ValueKind != JsonValueKind.Array)
                .Select(m => Problem(m.Value, references, $"{place}/{m.Name}", depth)).FirstOrDefault(p => p is not null);
        return Lists.Contains(name) || name == "items" ? value.EnumerateArray().Select((s, i) => Problem(s, references, $"{place}/{i}", depth)).FirstOrDefault(p => p is not null) : null;
    }

    private static List<string>? Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(t => t.GetString()!)],
        _ => null,
    };
}
