using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>A value inside a record that was found to be JSON: a window on its raw text.</summary>
internal readonly ref struct JsonValue(ReadOnlySpan<byte> raw, JsonTokenType type)
{
    public ReadOnlySpan<byte> Raw { get; } = raw;

    public JsonTokenType Type { get; } = type;

    public bool IsString => Type == JsonTokenType.String;

    public bool IsObject => Type == JsonTokenType.StartObject;

    public bool IsArray => Type == JsonTokenType.StartArray;

    public bool IsTrue => Type == JsonTokenType.True;

    /// <summary>Absent, or null.</summary>
    public bool IsNothing => Type is JsonTokenType.None or JsonTokenType.Null;

    /// <summary>The inside of a string as it stands; empty for anything else.</summary>
    public ReadOnlySpan<byte> Bytes => IsString ? Raw[1..^1] : [];

    /// <summary>A string's text, nothing for null, or any other value's JSON.</summary>
    public JsonPiece Piece =>
        IsString ? new JsonPiece(Bytes, Bytes.Contains((byte)'\\')) : IsNothing ? default : new JsonPiece(Raw, false);

    /// <summary>A whole number; 0 for anything else.</summary>
    public long Number => Type == JsonTokenType.Number && Utf8Parser.TryParse(Raw, out long number, out _) ? number : 0;

    /// <summary>A string's text as UTF-8; what is no Unicode is replaced. Empty for anything else.</summary>
    public byte[] ToBytes() => JsonString.Unescaped(Bytes);

    /// <summary>The same for people, names and messages.</summary>
    public string ToText() => Encoding.UTF8.GetString(ToBytes());

    public bool Is(ReadOnlySpan<byte> text) => IsString && Bytes.SequenceEqual(text);

    /// <summary>The properties of an object; none for anything else.</summary>
    public JsonFields Fields() => new(Raw, IsObject);

    /// <summary>The elements of an array; none for anything else.</summary>
    public JsonElements Elements() => new(Raw, IsArray);

    /// <summary>The property of that name; a value of type None when there is none. Costs a pass over the object.</summary>
    public JsonValue Field(ReadOnlySpan<byte> name)
    {
        var found = default(JsonValue);
        foreach (var field in Fields())
            if (field.Is(name))
                found = field.Value; // the last one counts, as in every JSON library
        return found;
    }

    /// <summary>Reads one value from the start of valid JSON.</summary>
    public static JsonValue Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Options);
        reader.Read();
        var type = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        reader.TrySkip();
        return new JsonValue(json[start..(int)reader.BytesConsumed], type);
    }
}
