using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>
/// Signatures of thinking as documented: each is bound to what came before it, which is system, tools and messages, and to the
/// thinking before it. What the provider itself leaves out of account may change: markers of the cache, parameters, tools that
/// are loaded later and were never used, thinking taken from the beginning or the end.
/// </summary>
public static class Binding
{
    private const string Mark = "mock";

    private static readonly byte[] Key = "mock key"u8.ToArray();

    /// <summary>The signature of a block that answers a request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="thinking">What the block says.</param>
    public static string Sign(JsonNode body, string thinking)
    {
        var messages = body["messages"]!.AsArray();
        var before = Blocks(messages, messages.Count).Select(b => Id((string?)b["signature"])).LastOrDefault(id => id.Length > 0) ?? "";
        var id = Hash($"{messages.Count} {thinking} {before}")[..8];
        return $"{Mark}.{before}.{id}.{Seal(body, messages.Count, before, id, thinking)}";
    }

    /// <summary>What the API says of a body whose thinking is bound to something else, or null.</summary>
    public static string? Breach(JsonNode body)
    {
        var messages = body["messages"]!.AsArray();
        var last = "";
        for (var i = 0; i < messages.Count; i++)
            foreach (var block in messages[i]!["content"]!.AsArray())
            {
                if ((string?)block!["type"] != "thinking" || ((string?)block["signature"])?.Split('.') is not [Mark, var before, var id, var seal])
                    continue;
                var isChained = last.Length == 0 || last == before;
                if (!isChained || seal != Seal(body, i, before, id, (string)block["thinking"]!))
                    return $"messages.{i}: Invalid signature in thinking block. The block is bound to a different conversation.";
                last = id;
            }

        return null;
    }

    /// <summary>What thinking behind all messages of a request is bound to, without the thinking before it.</summary>
    public static string State(JsonNode body) => State(body, body["messages"]!.AsArray().Count);

    // Message by message, so that a summary can say where it stopped: what stands behind it is bound to the same as if all were still there.
    private static string State(JsonNode body, int count)
    {
        var messages = body["messages"]!.AsArray();
        var (state, first) = Summary.First(messages) is { } summary ? (Summary.StateOf(summary), 1) : ("", 0);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder(i >= first ? (string?)messages[i]!["role"] : "").Append('\n');
            foreach (var block in messages[i]!["content"]!.AsArray())
                if ((string?)block!["type"] is not ("thinking" or "compaction")) // bound by the chain, and by the state
                    text.Append(Plain(block)).Append('\n');
            state = i < first && text.Length == 1 ? state : Hash($"{state}{text}")[..16];
        }

        return state;
    }

    private static string Seal(JsonNode body, int count, string before, string id, string thinking)
    {
        var text = new StringBuilder();
        foreach (var part in body["system"]?.AsArray() ?? [])
            text.Append(Plain(part!)).Append('\n');
        var used = Used(body["messages"]!.AsArray(), count);
        foreach (var tool in body["tools"]?.AsArray() ?? [])
            if ((bool?)tool!["defer_loading"] != true || used.Contains((string)tool["name"]!))
                text.Append(Plain(tool)).Append('\n');
        return Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{text}{State(body, count)} {before} {id} {thinking}")))[..16];
    }

    private static HashSet<string> Used(JsonArray messages, int count) =>
        [.. messages.Take(count).SelectMany(m => m!["content"]!.AsArray()).Where(b => (string?)b!["type"] == "tool_use").Select(b => (string)b!["name"]!)];

    private static IEnumerable<JsonNode> Blocks(JsonArray messages, int count) =>
        messages.Take(count).SelectMany(m => m!["content"]!.AsArray()).Where(b => (string?)b!["type"] == "thinking").Select(b => b!);

    private static string Id(string? signature) => signature?.Split('.') is [Mark, _, var id, _] ? id : "";

    private static string Plain(JsonNode block)
    {
        var copy = block.DeepClone().AsObject();
        copy.Remove("cache_control");
        return copy.ToJsonString();
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
