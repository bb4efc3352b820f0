using System.Text.Json;
using Pith.Text;

namespace Pith.Cli.Terminal.Reports;

/// <summary>What a call's input says, for showing. Input that cannot be read says nothing.</summary>
internal static class CallInput
{
    /// <summary>A text of the input's object; null where there is none.</summary>
    public static string? Text(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals(name);
                reader.Read();
                if (isIt && reader.TokenType == JsonTokenType.String)
                    return reader.GetString();
                reader.Skip();
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }

    /// <summary>Every member of the input's object in its order: texts as they are, anything else as it is written.</summary>
    public static List<(string Name, string Text)> Fields(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = ForeignJson.Parse(json);
            var fields = new List<(string, string)>();
            foreach (var member in document.RootElement.EnumerateObject())
                fields.Add((member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()));
            return fields;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>The replacements of an Edit: its own, or those of its list.</summary>
    public static IReadOnlyList<(string Old, string New, bool All)> Edits(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = ForeignJson.Parse(json);
            var input = document.RootElement;
            return input.TryGetProperty("edits", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
                ? [.. list.EnumerateArray().Select(One)]
                : [One(input)];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static (string, string, bool) One(JsonElement edit) => (
        edit.TryGetProperty("old_string", out var old) ? old.GetString() ?? "" : "",
        edit.TryGetProperty("new_string", out var next) ? next.GetString() ?? "" : "",
        edit.TryGetProperty("replace_all", out var all) && all.ValueKind == JsonValueKind.True);
}
