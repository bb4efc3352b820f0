using System.Text;
using System.Text.Json;

namespace Pith.Vocabularies;

/// <summary>An added token of a <c>tokenizer.json</c>.</summary>
/// <param name="Content">Its text, in UTF-8.</param>
/// <param name="IsSpecial">Whether it is special: its name in a text is then plain text, as everywhere in pith.</param>
/// <param name="IsNormalized">Whether it is looked for in the normalized text rather than in the text as it is.</param>
internal readonly record struct AddedToken(byte[] Content, bool IsSpecial, bool IsNormalized)
{
    private const int Most = 1 << 16, Longest = 1024;

    /// <summary>Reads the list.</summary>
    public static List<AddedToken> Read(VocabularySource source, JsonElement list)
    {
        List<AddedToken> tokens = [];
        if (list.ValueKind == JsonValueKind.Null)
            return tokens;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > Most)
            throw source.Refusal("added_tokens", $"is no list of at most {Most:N0} tokens", VocabularySource.Anew);
        foreach (var element in list.EnumerateArray())
        {
            var place = $"added_tokens[{tokens.Count}]";
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.String)
                throw source.Refusal(place, "has no content", VocabularySource.Anew);
            var text = Encoding.UTF8.GetBytes(element.GetProperty("content").GetString()!);
            if (text.Length > Longest)
                throw source.Refusal(place, $"has {text.Length:N0} bytes; at most {Longest:N0} are looked for", VocabularySource.Otherwise);
            var isSpecial = Says(element, "special");
            foreach (var flag in (ReadOnlySpan<string>)["single_word", "lstrip", "rstrip"])
                if (!isSpecial && Says(element, flag))
                    throw source.Refusal(place, $"is to be found with {flag}, which is not done exactly here", VocabularySource.Otherwise);
            tokens.Add(new(text, isSpecial, element.TryGetProperty("normalized", out _) ? Says(element, "normalized") : !isSpecial));
        }

        tokens.RemoveAll(static t => t.Content.Length == 0);
        return tokens;
    }

    private static bool Says(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
