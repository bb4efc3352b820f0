using System.Text.Json;
using Pith.Text;

namespace Pith.Permissions.Settings;

/// <summary>An object inside a settings file, which knows where it stands: whatever is wrong in it is told with its place. What is null is as what is not there.</summary>
/// <param name="Element">The object.</param>
/// <param name="File">The file's name.</param>
/// <param name="Path">Its place in the file, such as <c>permissions</c>; empty for the whole.</param>
internal readonly record struct SettingsPlace(JsonElement Element, string File, string Path)
{
    /// <summary>Reads a file, which people write with comments and commas too many.</summary>
    /// <exception cref="SettingsException">It is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string file)
    {
        var bytes = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            return ForeignJson.Parse(bytes, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException problem)
        {
            throw new SettingsException($"{file}, line {problem.LineNumber + 1}: this is no JSON; mend the file or move it away", problem);
        }
    }

    /// <summary>The whole of a file.</summary>
    public static SettingsPlace Of(JsonElement document, string file) => new(Expect(document, JsonValueKind.Object, file, "the settings", "an object"), file, "");

    /// <summary>An object in it, or null.</summary>
    public SettingsPlace? Part(string key) =>
        Element.Given(key) is { } part ? new SettingsPlace(Expect(part, JsonValueKind.Object, File, PlaceOf(key), "an object"), File, PlaceOf(key)) : null;

    /// <summary>Whether it has a key.</summary>
    public bool Has(string key) => Element.Given(key) is not null;

    /// <summary>A list of texts in it; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        if (Element.Given(key) is not { } list)
            return texts;
        foreach (var item in Expect(list, JsonValueKind.Array, File, PlaceOf(key), "a list of texts").EnumerateArray())
            texts.Add(Expect(item, JsonValueKind.String, File, $"{PlaceOf(key)}[{texts.Count}]", "a text").GetString()!);
        return texts;
    }

    /// <summary>A text in it, or null.</summary>
    public string? Text(string key) => Element.Given(key) is { } value ? Expect(value, JsonValueKind.String, File, PlaceOf(key), "a text").GetString() : null;

    /// <summary>A choice in it, or null.</summary>
    public bool? Flag(string key)
    {
        if (Element.Given(key) is not { } value)
            return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, "it must be true or false");
    }

    /// <summary>The objects of a list that is the value of a key.</summary>
    public List<SettingsPlace> Objects(JsonElement list, string key)
    {
        var objects = new List<SettingsPlace>();
        foreach (var item in Expect(list, JsonValueKind.Array, File, PlaceOf(key), "a list of objects").EnumerateArray())
            objects.Add(new(Expect(item, JsonValueKind.Object, File, $"{PlaceOf(key)}[{objects.Count}]", "an object"), File, $"{PlaceOf(key)}[{objects.Count}]"));
        return objects;
    }

    /// <summary>What is wrong with the value of a key; with an empty one, with the object.</summary>
    public SettingsException Wrong(string key, string what) => new($"{File}, {(key.Length == 0 ? Path : PlaceOf(key))}: {what}");

    /// <summary>The place of a key, for what is wrong with its value.</summary>
    public string PlaceOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private static JsonElement Expect(JsonElement value, JsonValueKind kind, string file, string place, string what) =>
        value.ValueKind == kind ? value : throw new SettingsException($"{file}, {place}: it must be {what}");
}
