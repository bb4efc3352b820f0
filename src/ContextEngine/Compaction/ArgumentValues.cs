using System.Text.Json;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>The string values inside a call's arguments, unescaped.</summary>
internal static class ArgumentValues
{
    public static List<byte[]> Of(ReadOnlySpan<byte> arguments)
    {
        var values = new List<byte[]>();
        var reader = new Utf8JsonReader(arguments, JsonLimits.Options);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String)
                continue;
            var room = new byte[Utf8Text.ValidMaxLength(reader.ValueSpan.Length) + 1];
            values.Add(room[..JsonString.Unescape(reader.ValueSpan, room)]);
        }

        return values;
    }
}
