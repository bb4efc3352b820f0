using System.Text.Json;
using Pith.Text;

namespace Pith.Providers;

/// <summary>
/// The JSON Schema that a last answer must fit. Providers hold an answer to it only where it keeps to their subset; what is
/// outside of it they refuse, so it is told apart here, on the safe side.
/// </summary>
public sealed class OutputSchema
{
    private static readonly string[] Known = ["type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "description", "title", "default", "$schema"];

    /// <param name="schema">One JSON object, UTF-8.</param>
    public OutputSchema(ReadOnlyMemory<byte> schema)
    {
        Raw = schema;
        using var document = JsonDocument.Parse(schema);
        IsClosed = document.RootElement.Word("type") == "object" && Closed(document.RootElement);
        IsStrict = IsClosed && Strict(document.RootElement);
    }

    /// <summary>The schema as it was given.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Whether every object names all it may have: what Anthropic asks of a schema.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether all of that must be there, too: what OpenAI asks of a strict one.</summary>
    public bool IsStrict { get; }

    private static bool Closed(JsonElement schema) => All(schema, static s =>
        s.EnumerateObject().All(p => Known.Contains(p.Name)) && (!s.TryGetProperty("properties", out _) || s.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False));

    private static bool Strict(JsonElement schema) => All(schema, static s =>
        !s.TryGetProperty("properties", out var fields) || s.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array && required.GetArrayLength() == fields.EnumerateObject().Count());

    /// <summary>Whether a schema and every one inside it are so.</summary>
    private static bool All(JsonElement schema, Func<JsonElement, bool> holds)
    {
        if (schema.ValueKind != JsonValueKind.Object || !holds(schema))
            return false;
        if (schema.TryGetProperty("properties", out var fields) && fields.ValueKind == JsonValueKind.Object && !fields.EnumerateObject().All(f => All(f.Value, holds)))
            return false;
        if (schema.TryGetProperty("items", out var items) && !All(items, holds))
            return false;
        return !schema.TryGetProperty("anyOf", out var choices) || choices.ValueKind == JsonValueKind.Array && choices.EnumerateArray().All(c => All(c, holds));
    }
}
