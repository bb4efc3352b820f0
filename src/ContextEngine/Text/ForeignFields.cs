using System.Text.Json;

namespace Pith.Text;

/// <summary>Fields of JSON that others wrote, for who passes over what is not there or is of another kind.</summary>
public static class ForeignFields
{
    /// <summary>A field's value; undefined where this is no object or has none of that name.</summary>
    public static JsonElement Field(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A field's value; none where it is null, as where it is not there.</summary>
    public static JsonElement? Given(this JsonElement parent, string name) => parent.Field(name) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value ? value : null;

    /// <summary>A field that is an object; undefined where it is not.</summary>
    public static JsonElement Part(this JsonElement parent, string name) => parent.Field(name) is { ValueKind: JsonValueKind.Object } part ? part : default;

    /// <summary>A field that is a text; null where it is not.</summary>
    public static string? Word(this JsonElement parent, string name) => parent.Field(name) is { ValueKind: JsonValueKind.String } word ? word.GetString() : null;

    /// <summary>Whether a field is true.</summary>
    public static bool Says(this JsonElement parent, string name) => parent.Field(name).ValueKind == JsonValueKind.True;

    /// <summary>The elements of a field that is a list; none where it is not.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement parent, string name) => parent.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    /// <summary>The texts of a field that is a list, without what else is in it.</summary>
    public static IEnumerable<string> Words(this JsonElement parent, string name) => parent.Items(name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!);
}
