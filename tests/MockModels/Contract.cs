using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>What the Messages API refuses, as far as a client can get it wrong here.</summary>
internal static class Contract
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Breach(JsonNode body, string betas)
    {
        var messages = body["messages"]!.AsArray();
        if (messages.Count == 0 || (string?)messages[0]!["role"] != "user" && Summary.First(messages) is null)
            return "messages: first message must use the \"user\" role";
        for (var i = 0; i < messages.Count; i++)
        {
            var content = messages[i]!["content"]!.AsArray();
            if (content.Count == 0)
                return $"messages.{i}: content must not be empty";
            if (content.Any(b => (string?)b!["type"] == "text" && string.IsNullOrWhiteSpace((string?)b["text"])))
                return $"messages.{i}: text content blocks must be non-empty";
            var calls = Ids(content, "tool_use", "id");
            var results = i + 1 < messages.Count ? Ids(messages[i + 1]!["content"]!.AsArray(), "tool_result", "tool_use_id") : [];
            if (calls.FirstOrDefault(c => !results.Contains(c)) is { } open)
                return $"messages.{i}: `tool_use` ids were found without `tool_result` blocks immediately after: {open}";
        }

        var marks = body.ToJsonString().Split("\"cache_control\"").Length - 1;
        return marks > 4 ? $"A maximum of 4 blocks with cache_control may be provided. Found {marks}." : Summary.Breach(body, betas) ?? Binding.Breach(body);
    }

    private static List<string> Ids(JsonArray content, string type, string name) =>
        [.. content.Where(b => (string?)b!["type"] == type).Select(b => (string)b![name]!)];
}
