using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pith.Cli.Printing;

/// <summary>One JSON object on a line of its own, written at once.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(Stream output, Action<Utf8JsonWriter> fill)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (output) // answers to a program's requests go beside what a turn says
            output.Write(line.WrittenSpan);
    }

    /// <summary>Whether bytes are one JSON object, so that they may be written as they stand.</summary>
    public static bool IsObject(ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Writes JSON as it stands, on one line: a line feed outside a string is white space, and inside one it cannot be.</summary>
    public static void Raw(Utf8JsonWriter json, string name, ReadOnlySpan<byte> value)
    {
        json.WritePropertyName(name);
        if (!value.ContainsAny((byte)'\n', (byte)'\r'))
        {
            json.WriteRawValue(value, skipInputValidation: true);
            return;
        }

        var flat = value.ToArray();
        flat.AsSpan().Replace((byte)'\n', (byte)' ');
        flat.AsSpan().Replace((byte)'\r', (byte)' ');
        json.WriteRawValue(flat, skipInputValidation: true);
    }
}
