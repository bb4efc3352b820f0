using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Tools.Inputs;

/// <summary>Splits one JSON object into its members, without a DOM. Of a name that stands twice the last counts, as in every hook's own parser.</summary>
internal static class InputObject
{
    /// <summary>Reads the members; false with a sentence for the model where this is no object.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, List<InputField> fields, out string problem)
    {
        problem = "";
        try
        {
            var reader = new Utf8JsonReader(json.Span, JsonLimits.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                problem = $"it must be a JSON object, but it is {InputKind.Of(reader.TokenType)}";
            else
                ReadMembers(ref reader, json, fields);
            if (problem.Length == 0 && reader.Read())
                problem = "there is more behind its closing brace";
        }
        catch (JsonException broken)
        {
            problem = $"it is not valid JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}): was it cut off?";
        }
        catch (InvalidOperationException)
        {
            problem = "it is not valid JSON: a string holds bytes that are no UTF-8";
        }

        return problem.Length == 0;
    }

    /// <summary>Reads the elements of an array, each as a field without a name.</summary>
    public static bool TryReadElements(ReadOnlyMemory<byte> json, List<InputField> elements)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span, JsonLimits.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                elements.Add(Value(ref reader, json, ""));
            return !reader.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The text inside a string's quotes, unescaped, as well-formed UTF-8.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> escaped) => JsonString.Unescaped(escaped);

    private static void ReadMembers(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, List<InputField> fields)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Encoding.UTF8.GetString(Unescape(reader.ValueSpan));
            reader.Read();
            fields.RemoveAll(earlier => earlier.Name == name);
            fields.Add(Value(ref reader, json, name));
        }
    }

    private static InputField Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, string name)
    {
        var kind = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        if (kind == JsonTokenType.String)
            return new InputField(name, kind, json.Slice(start + 1, reader.ValueSpan.Length));
        reader.Skip();
        return new InputField(name, kind, json[start..(int)reader.BytesConsumed]);
    }
}
