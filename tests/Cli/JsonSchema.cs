using System.Text.Json;

namespace Pith.Tests.Cli;

/// <summary>Holds a document to the schema in docs/schemas: as much of JSON Schema as those files use.</summary>
internal static class JsonSchema
{
    /// <summary>Fails the test where the text is no JSON document or breaks the schema of the command.</summary>
    public static void Check(string text, string command)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", $"{command}.md"));
        using var schema = JsonDocument.Parse(page.Split("```json\n")[1].Split("\n```")[0]);
        using var document = JsonDocument.Parse(text);
        Check(document.RootElement, schema.RootElement, "$");
    }

    private static void Check(JsonElement value, JsonElement schema, string place)
    {
        // A list of types is a type or null.
        var types = schema.GetProperty("type");
        if (types.ValueKind == JsonValueKind.Array && value.ValueKind == JsonValueKind.Null)
            return;
        var type = (types.ValueKind == JsonValueKind.Array ? types[0] : types).GetString();
        var fits = type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => value.ValueKind == JsonValueKind.Number,
        };
        Assert.True(fits, $"{place} is {value.ValueKind}, not {type}");
        if (type == "array")
            for (var i = 0; i < value.GetArrayLength(); i++)
                Check(value[i], schema.GetProperty("items"), $"{place}[{i}]");
        if (type != "object")
            return;
        foreach (var member in value.EnumerateObject())
        {
            Assert.True(schema.GetProperty("properties").TryGetProperty(member.Name, out var known), $"{place}.{member.Name} is not in the schema");
            Check(member.Value, known, $"{place}.{member.Name}");
        }

        foreach (var name in schema.GetProperty("required").EnumerateArray())
            Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{place}.{name} is missing");
    }
}
