using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pith.Tests.Vocabularies;

/// <summary>Vocabularies made in the tests: trained on a few sentences, small enough to read, written in the forms that users bring.</summary>
internal sealed class SmallVocabulary
{
    private static readonly string[] Words =
        ["hello", " world", " hello", "the", " the", " cat", "123", " 12", "don't", "'s", "!!", "\n\n", "    ", "中文", "日本", " é", "naïve", "\u2581the", "🙂", "ing", "tion"];

    /// <summary>The tokens in order of rank: all bytes, then what merging makes of some words, the commonest pair first.</summary>
    public List<byte[]> Tokens { get; } = [.. Enumerable.Range(0, 256).Select(b => new[] { (byte)b })];

    /// <summary>The merges, by place among the tokens.</summary>
    public List<(int Left, int Right)> Merges { get; } = [];

    public SmallVocabulary()
    {
        var words = Words.Select(w => Encoding.UTF8.GetBytes(w).Select(b => (int)b).ToList()).ToList();
        while (words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault() is { } best)
        {
            var (left, right) = best.Key;
            Merges.Add((left, right));
            Tokens.Add([.. Tokens[left], .. Tokens[right]]);
            foreach (var word in words)
                for (var i = 0; i + 1 < word.Count; i++)
                    if (word[i] == left && word[i + 1] == right)
                    {
                        word[i] = Tokens.Count - 1;
                        word.RemoveAt(i + 1);
                    }
        }
    }

    /// <summary>As a rank file.</summary>
    public byte[] Ranks() => Encoding.ASCII.GetBytes(string.Concat(Tokens.Select((t, rank) => $"{Convert.ToBase64String(t)} {rank}\n")));

    /// <summary>As a <c>tokenizer.json</c> of bytes.</summary>
    public JsonObject Json(string preTokenizer = """{"type": "ByteLevel", "add_prefix_space": false}""", string normalizer = "null", bool pairs = false) => new()
    {
        ["version"] = "1.0",
        ["added_tokens"] = new JsonArray(),
        ["normalizer"] = JsonNode.Parse(normalizer),
        ["pre_tokenizer"] = JsonNode.Parse(preTokenizer),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["vocab"] = new JsonObject(Tokens.Select((t, id) => KeyValuePair.Create(Spell(t), (JsonNode?)id))),
            ["merges"] = new JsonArray([.. Merges.Select(m => Merge(Spell(Tokens[m.Left]), Spell(Tokens[m.Right]), pairs))]),
        },
    };

    /// <summary>Adds a token to the list of those.</summary>
    public static void Add(JsonObject json, string content, bool special = false, bool normalized = false, string? flag = null)
    {
        var token = new JsonObject { ["id"] = 9000, ["content"] = content, ["special"] = special, ["normalized"] = normalized };
        if (flag is not null)
            token[flag] = true;
        json["added_tokens"]!.AsArray().Add(token);
    }

    /// <summary>The bytes of a JSON document.</summary>
    public static byte[] Bytes(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json);

    /// <summary>A merge in either form.</summary>
    public static JsonNode Merge(string left, string right, bool pairs) => pairs ? new JsonArray(left, right) : JsonValue.Create($"{left} {right}");

    /// <summary>Bytes in the alphabet of byte-level vocabularies, written down anew.</summary>
    public static string Spell(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            var stays = b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
            text.Append((char)(stays ? b : 256 + Enumerable.Range(0, b).Count(c => c is not ((>= 33 and <= 126) or (>= 161 and <= 172) or >= 174))));
        }

        return text.ToString();
    }
}
