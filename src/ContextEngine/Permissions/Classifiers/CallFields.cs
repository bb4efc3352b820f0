using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace Pith.Permissions.Classifiers;

/// <summary>The fields of a call that says little: short plain words, numbers and truths, and perhaps one text.</summary>
internal static class CallFields
{
    private const int LongestWord = 64;

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- ");

    /// <summary>The texts of the fields, of others null; null where one says more, stands twice, or cannot be read.</summary>
    /// <param name="input">The call's input; nothing is no field.</param>
    /// <param name="texts">The fields that may hold any text.</param>
    public static Dictionary<string, string?>? Of(ReadOnlySpan<byte> input, FrozenSet<string> texts)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (input.IsEmpty)
            return fields;
        try
        {
            var reader = new Utf8JsonReader(input);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!reader.Read() || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    return null;
                var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                if (!fields.TryAdd(name, text) || text is not null && !texts.Contains(name) && !IsPlain(text))
                    return null;
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? fields : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsPlain(string text) => text.Length <= LongestWord && !text.AsSpan().ContainsAnyExcept(Plain) && !ServerReading.NamesMore(text);
}
