using System.Text.Json;

namespace Pith.Cli.Schemas;

/// <summary>Keywords about the items of an array.</summary>
internal static class ArrayKeywords
{
    /// <summary>What is wrong with the array; null where nothing is. As <see cref="SchemaCheck.Problem(JsonElement, JsonElement, string, Evaluated, int)"/>.</summary>
    public static string? Problem(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth) =>
        ValueKeywords.Size(value.GetArrayLength(), schema, "Items", place)
        ?? (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True ? Twice(value, place) : null)
        ?? Items(check, value, schema, place, seen, depth)
        ?? Contains(check, value, schema, place, seen, depth)
        ?? Rest(check, value, schema, place, seen, depth);

    private static string? Twice(JsonElement value, string place)
    {
        var items = value.EnumerateArray().ToArray();
        for (var i = 1; i < items.Length; i++)
            for (var j = 0; j < i; j++)
                if (JsonElement.DeepEquals(items[i], items[j]))
                    return $"{place} has the same at {j} and {i}";
        return null;
    }

    private static string? Items(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        var hasItems = schema.TryGetProperty("items", out var items);
        var isList = hasItems && items.ValueKind == JsonValueKind.Array; // as drafts before 2020 wrote it
        JsonElement[] first = isList ? [.. items.EnumerateArray()] : schema.TryGetProperty("prefixItems", out var prefix) && prefix.ValueKind == JsonValueKind.Array ? [.. prefix.EnumerateArray()] : [];
        JsonElement? more = isList ? schema.TryGetProperty("additionalItems", out var additional) ? additional : null : hasItems ? items : null;
        var at = 0;
        foreach (var item in value.EnumerateArray())
        {
            if ((at < first.Length ? first[at] : more) is not { } each)
                break;
            if (check.Problem(item, each, $"{place}[{at}]", new Evaluated(), depth) is { } problem)
                return problem;
            seen.AddAllBefore(++at);
        }

        return null;
    }

    private static string? Contains(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        if (!schema.TryGetProperty("contains", out var wanted))
            return null;
        var (at, found) = (0, 0);
        foreach (var item in value.EnumerateArray())
        {
            if (check.Problem(item, wanted, $"{place}[{at}]", new Evaluated(), depth) is null)
            {
                found++;
                seen.Add(at);
            }

            at++;
        }

        var fewest = ValueKeywords.Bound(schema, "minContains") ?? 1;
        return found < fewest ? $"{place} has {found} of the items that it must have at least {fewest} of"
            : ValueKeywords.Bound(schema, "maxContains") is { } most && found > most ? $"{place} has {found} of the items that it may have at most {most} of"
            : null;
    }

    private static string? Rest(SchemaCheck check, JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        if (!schema.TryGetProperty("unevaluatedItems", out var rest))
            return null;
        var at = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (!seen.Has(at) && check.Problem(item, rest, $"{place}[{at}]", new Evaluated(), depth) is { } problem)
                return problem;
            at++;
        }

        seen.AddAllBefore(at);
        return null;
    }
}
