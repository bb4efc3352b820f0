using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>What the Responses API refuses of a conversation that it does not store.</summary>
internal static class ResponsesContract
{
    private static readonly byte[] Key = "mock"u8.ToArray();

    /// <summary>Reasoning that only the server can read, and that it knows again.</summary>
    public static string Sealed(string about) => $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(about))}.{Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(about)))}";

    /// <summary>What is wrong, or null.</summary>
    public static string? Breach(JsonNode body)
    {
        var items = body["input"]!.AsArray();
        if (items.Count == 0)
            return "Missing required parameter: 'input'.";
        var (calls, results) = (Ids(items, "function_call"), Ids(items, "function_call_output"));
        if (calls.FirstOrDefault(c => !results.Contains(c)) is { } open)
            return $"No tool output found for function call {open}.";
        if (results.FirstOrDefault(r => !calls.Contains(r)) is { } stray)
            return $"No tool call found for function call output with call_id {stray}.";
        for (var i = 0; i < items.Count; i++)
            if (Type(items[i]!) == "reasoning" && Reasoning(body, items, i) is { } breach)
                return breach;
        return null;
    }

    /// <summary>The usage record: a prefix of at least 1,024 tokens that was sent before is cached, in steps of 128. A token is four bytes.</summary>
    public static JsonObject Usage(string text, IEnumerable<string> before, MockAnswer answer)
    {
        var common = before.Select(b => b.AsSpan().CommonPrefixLength(text)).DefaultIfEmpty(0).Max() / 4;
        var cached = common < 1024 ? 0 : common / 128 * 128;
        var reasoning = answer.Content.Where(b => (string?)b!["type"] == "thinking").Sum(b => b!.ToJsonString().Length) / 4;
        var produced = answer.Content.ToJsonString().Length / 4 + reasoning;
        return new JsonObject
        {
            ["input_tokens"] = text.Length / 4,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = cached },
            ["output_tokens"] = produced,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = reasoning },
            ["total_tokens"] = text.Length / 4 + produced,
        };
    }

    private static string? Reasoning(JsonNode body, JsonArray items, int at)
    {
        var id = (string?)items[at]!["id"];
        if (((string?)items[at]!["encrypted_content"])?.Split('.') is not { } parts)
            return (bool?)body["store"] == false ? $"Item with id '{id}' not found. Items are not persisted when `store` is set to false." : null;
        if (parts.Length != 2 || Sealed(Encoding.UTF8.GetString(Convert.FromBase64String(parts[0]))) != string.Join('.', parts))
            return $"The encrypted content for item {id} could not be verified.";
        return at + 1 == items.Count || Type(items[at + 1]!) is not ("reasoning" or "function_call" or "message")
            ? $"Item '{id}' of type 'reasoning' was provided without its required following item."
            : null;
    }

    private static string Type(JsonNode item) => (string?)item["type"] ?? "message";

    private static List<string> Ids(JsonArray items, string type) => [.. items.Where(i => Type(i!) == type).Select(i => (string)i!["call_id"]!)];
}
