using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;

namespace Pith.Tokens;

/// <summary>Calls: a model writes the values of the arguments as they are, without the escapes that JSON gives them.</summary>
public partial struct ContextParts
{
    /// <summary>A call of a tool.</summary>
    /// <param name="arguments">Its arguments as a JSON object; anything else counts as one argument that is a text.</param>
    public void AddCall(ReadOnlySpan<byte> arguments)
    {
        Plus(_hasCalls ? EstimateTerm.FurtherCall : EstimateTerm.Calls);
        _hasCalls = true;
        using var values = new ArrayPoolBufferWriter<byte>(arguments.Length + 16);
        if (!TryReadValues(arguments, values, out var count))
        {
            Measure(arguments);
            Plus(EstimateTerm.Argument);
            return;
        }

        Measure(values.WrittenSpan);
        Plus(EstimateTerm.Argument, count);
    }

    /// <summary>The values one a line: strings without quotes and escapes, everything else as it stands.</summary>
    private static bool TryReadValues(ReadOnlySpan<byte> json, ArrayPoolBufferWriter<byte> values, out int count)
    {
        count = 0;
        try
        {
            var reader = new Utf8JsonReader(json, JsonLimits.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                reader.Read();
                if (count++ > 0)
                    Append(values, "\n"u8);
                if (reader.TokenType == JsonTokenType.String)
                {
                    var room = values.GetSpan(JsonString.UnescapedMaxLength(reader.ValueSpan.Length) + 1);
                    values.Advance(JsonString.Unescape(reader.ValueSpan, room));
                    continue;
                }

                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Append(values, json[start..(int)reader.BytesConsumed]);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Append(ArrayPoolBufferWriter<byte> values, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(values.GetSpan(bytes.Length + 1));
        values.Advance(bytes.Length);
    }
}
