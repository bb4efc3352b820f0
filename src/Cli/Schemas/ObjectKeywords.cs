using System.Text.Json;
using Pith.Text;

namespace Pith.Cli.Schemas;

/// <summary>Keywords about the fields of an object.</summary>
internal static class ObjectKeywords
{
    /// <summary>What is wrong with the object; null where nothing is. As <see cref="SchemaCheck.Problem(JsonElement, JsonElement, string, Evaluated, int)"/>.</summary>
    public static string? Problem(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth) =>
        ValueKeywords.Size(value.EnumerateObject().Count(), schema, "Properties", place)
        ?? Required(value, schema, place)
        ?? Dependent(check, value, schema, place, seen, depth)
        ?? Fields(check, value, schema, place, seen, depth)
        ?? Names(check, value, schema, place, depth)
        ?? Rest(check, value, schema, place, seen, depth);

    private static string? Required(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("required", out var required) && Missing(value, required) is { } missing)
            return $"{place} lacks \"{missing}\"";
        foreach (var keyword in (ReadOnlySpan<string>)["dependentRequired", "dependencies"])
            foreach (var (name, others) in Members(schema, keyword))
                if (value.TryGetProperty(name, out _) && Missing(value, others) is { } other)
                    return $"{place} has \"{name}\" and lacks \"{other}\"";
        return null;
    }

    private static string? Missing(JsonElement value, JsonElement names)
    {
        if (names.ValueKind == JsonValueKind.Array)
            foreach (var name in names.EnumerateArray())
                if (name.ValueKind == JsonValueKind.String && !value.TryGetProperty(name.GetString()!, out _))
                    return name.GetString();
        return null;
    }

    private static string? Dependent(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        foreach (var keyword in (ReadOnlySpan<string>)["dependentSchemas", "dependencies"])
            foreach (var (name, more) in Members(schema, keyword))
                if (value.TryGetProperty(name, out _) && check.Problem(value, more, place, seen, depth) is { } problem)
                    return problem;
        return null;
    }

    private static string? Fields(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        var known = schema.Part("properties"); // looked up in place: a table for each object would cost more than it saves
        var patterns = Members(schema, "patternProperties").ToList();
        var hasMore = schema.TryGetProperty("additionalProperties", out var more);
        foreach (var field in value.EnumerateObject())
        {
            List<JsonElement> schemas = [.. patterns.Where(p => SchemaPattern.Matches(field.Name, p.Key)).Select(p => p.Value)];
            if (known.Field(field.Name) is { ValueKind: not JsonValueKind.Undefined } own)
                schemas.Add(own);
            if (schemas.Count == 0 && hasMore)
            {
                if (more.ValueKind == JsonValueKind.False)
                    return $"{place} has \"{field.Name}\", which the schema does not";
                schemas.Add(more);
            }

            foreach (var each in schemas)
                if (check.Problem(field.Value, each, $"{place}.{field.Name}", new Evaluated(), depth) is { } problem)
                    return problem;
            if (schemas.Count > 0)
                seen.Add(field.Name);
        }

        return null;
    }

    private static string? Names(SchemaCheck check, JsonElement value, JsonElement schema, string place, int depth)
    {
        if (!schema.TryGetProperty("propertyNames", out var names))
            return null;
        foreach (var field in value.EnumerateObject())
        {
            using var name = JsonDocument.Parse($"\"{JsonEncodedText.Encode(field.Name)}\"");
            if (check.Problem(name.RootElement, names, $"the name {field.Name} in {place}", new Evaluated(), depth) is { } problem)
                return problem;
        }

        return null;
    }

    private static string? Rest(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        if (!schema.TryGetProperty("unevaluatedProperties", out var rest))
            return null;
        foreach (var field in value.EnumerateObject().Where(f => !seen.Has(f.Name)))
        {
            if (check.Problem(field.Value, rest, $"{place}.{field.Name}", new Evaluated(), depth) is { } problem)
                return problem;
            seen.Add(field.Name);
        }

        return null;
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Members(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object ? members.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Value)).DistinctBy(m => m.Key) : [];
}
