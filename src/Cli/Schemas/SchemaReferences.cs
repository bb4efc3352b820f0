using System.Text.Json;

namespace Pith.Cli.Schemas;

/// <summary>What a schema may refer to inside itself: by pointer (<c>#/$defs/x</c>), by anchor (<c>#x</c>) and by <c>$id</c>.</summary>
internal sealed class SchemaReferences
{
    private const int Deepest = 256;

    private readonly JsonElement _root;
    private readonly Dictionary<string, JsonElement> _named = new(StringComparer.Ordinal);

    /// <summary>Over a whole schema.</summary>
    public SchemaReferences(JsonElement root)
    {
        _root = root;
        Name(root, "", 0);
    }

    /// <summary>The keywords that refer.</summary>
    public static IReadOnlyList<string> Keywords { get; } = ["$ref", "$dynamicRef", "$recursiveRef"];

    /// <summary>The schema that is meant, or null where it is not in here.</summary>
    public JsonElement? Find(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var (document, fragment) = hash < 0 ? (reference, "") : (reference[..hash], Uri.UnescapeDataString(reference[(hash + 1)..]));
        if (!TryDocument(document, out var within))
            return null;
        if (fragment.Length == 0)
            return within;
        if (fragment[0] != '/')
            return _named.TryGetValue($"{document}#{fragment}", out var anchored) || _named.TryGetValue($"#{fragment}", out anchored) ? anchored : null;
        foreach (var part in fragment[1..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (within.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < within.GetArrayLength())
                within = within[index];
            else if (within.ValueKind != JsonValueKind.Object || !within.TryGetProperty(name, out within))
                return null;
        }

        return within;
    }

    private bool TryDocument(string document, out JsonElement found)
    {
        found = _root;
        if (document.Length == 0 || _named.TryGetValue(document, out found))
            return true;
        // An $id is an address, and references are relative to it: the last part is enough to tell those of one schema apart.
        var (address, schema) = _named.FirstOrDefault(n => !n.Key.Contains('#', StringComparison.Ordinal) && n.Key.EndsWith($"/{document}", StringComparison.Ordinal));
        found = schema;
        return address is not null;
    }

    private void Name(JsonElement schema, string document, int depth)
    {
        if (depth > Deepest)
            return;
        if (schema.ValueKind == JsonValueKind.Array)
            foreach (var item in schema.EnumerateArray())
                Name(item, document, depth + 1);
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        if (Text(schema, "$id") is { } id)
            _named.TryAdd(document = id.TrimEnd('#'), schema);
        foreach (var keyword in (ReadOnlySpan<string>)["$anchor", "$dynamicAnchor"])
            if (Text(schema, keyword) is { } anchor)
                _ = _named.TryAdd($"{document}#{anchor}", schema) && _named.TryAdd($"#{anchor}", schema);
        foreach (var member in schema.EnumerateObject())
            if (member.Name is not ("const" or "enum" or "default" or "examples"))
                Name(member.Value, document, depth + 1);
    }

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
