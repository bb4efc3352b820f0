using System.Text.Json;

namespace Pith.Cli.Schemas;

/// <summary>
/// Holds a value to a JSON Schema of 2020-12, and to what older drafts wrote otherwise (<c>items</c> as a list, <c>additionalItems</c>,
/// <c>dependencies</c>, <c>definitions</c>). <c>format</c> and <c>content…</c> are notes there and here. References stay inside the schema.
/// </summary>
internal sealed class SchemaCheck
{
    private const int Deepest = 128, MostSteps = 1_000_000;

    private readonly SchemaReferences _references;
    private int _steps;

    private SchemaCheck(JsonElement root) => _references = new SchemaReferences(root);

    /// <summary>What is wrong with the value, with its place; null where it fits.</summary>
    public static string? Problem(JsonElement value, JsonElement schema) => new SchemaCheck(schema).Problem(value, schema, "$", new Evaluated(), 0);

    /// <summary>What is wrong with a part of the value.</summary>
    /// <param name="value">The part.</param>
    /// <param name="schema">What it is held to.</param>
    /// <param name="place">Where it stands, <c>$.name[2]</c>.</param>
    /// <param name="seen">Takes which of its members this schema has looked at.</param>
    /// <param name="depth">How many schemas lie above.</param>
    internal string? Problem(JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        if (schema.ValueKind == JsonValueKind.False)
            return $"{place} may not be there";
        if (schema.ValueKind != JsonValueKind.Object)
            return null;
        if (depth > Deepest || ++_steps > MostSteps)
            return $"{place} cannot be held to the schema: it refers to itself without end, or takes more than {MostSteps:N0} steps";
        return Referred(value, schema, place, seen, depth)
            ?? ValueKeywords.Problem(value, schema, place)
            ?? Combined(value, schema, place, seen, depth)
            ?? Conditional(value, schema, place, seen, depth)
            ?? value.ValueKind switch
            {
                JsonValueKind.Object => ObjectKeywords.Problem(this, value, schema, place, seen, depth + 1),
                JsonValueKind.Array => ArrayKeywords.Problem(this, value, schema, place, seen, depth + 1),
                _ => null,
            };
    }

    /// <summary>Whether a part fits; what it looked at counts only where it does.</summary>
    internal bool Fits(JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        var own = new Evaluated();
        if (Problem(value, schema, place, own, depth) is not null)
            return false;
        seen.Add(own);
        return true;
    }

    private string? Referred(JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        foreach (var keyword in SchemaReferences.Keywords)
            if (schema.TryGetProperty(keyword, out var reference) && reference.ValueKind == JsonValueKind.String
                && (_references.Find(reference.GetString()!) is { } target ? Problem(value, target, place, seen, depth + 1) : $"the schema refers to {reference}, which it does not have") is { } problem)
                return problem;
        return null;
    }

    private string? Combined(JsonElement value, JsonElement schema, string place, Evaluated seen, int depth)
    {
        foreach (var all in Each(schema, "allOf"))
            if (Problem(value, all, place, seen, depth + 1) is { } problem)
                return problem;
        // Every choice is tried, since each that fits says which members are known.
        var any = Each(schema, "anyOf");
        var fitting = any.Count(s => Fits(value, s, place, seen, depth + 1));
        if (any.Length > 0 && fitting == 0)
            return $"{place} fits none of the choices: {Problem(value, any[0], place, new Evaluated(), depth + 1)}";
        var one = Each(schema, "oneOf");
        fitting = one.Count(s => Fits(value, s, place, seen, depth + 1));
        if (one.Length > 0 && fitting != 1)
            return $"{place} must fit exactly one of {one.Length} choices, and fits {fitting}";
        return schema.TryGetProperty("not", out var none) && Problem(value, none, place, new Evaluated(), depth + 1) is null ? $"{place} is what the schema excludes" : null;
    }

    private string? Conditional(JsonElement value, JsonElement schema, string place, Evaluated seen, int depth) =>
        schema.TryGetProperty("if", out var condition) && schema.TryGetProperty(Fits(value, condition, place, seen, depth + 1) ? "then" : "else", out var branch)
            ? Problem(value, branch, place, seen, depth + 1)
            : null;

    private static JsonElement[] Each(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}
