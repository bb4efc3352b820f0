using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>
/// Compaction on demand as documented: a request that asks for it is answered by one signed block, which later stands first, in place of
/// exactly what it summarizes, and without which nothing says what was before. What is signed is the block, and the state that thinking behind it is bound to.
/// </summary>
public static class Summary
{
    private const string Beta = "compact-2026-09-04", Mark = "summary";

    private static readonly byte[] Key = "mock summaries"u8.ToArray();

    /// <summary>Whether a request asks for a summary.</summary>
    public static bool IsAsked(JsonNode body) => body["compaction"] is not null;

    /// <summary>The answer: the block alone.</summary>
    public static MockAnswer Of(JsonNode body, MockAnswer scripted)
    {
        if (scripted.Content.Count > 0)
            return scripted; // one that fails to summarize
        var content = $"Summary of {body["messages"]!.AsArray().Count} messages. {(string?)body["compaction"]!["instructions"]}";
        var state = Binding.State(body);
        return new MockAnswer { StopReason = "compaction", Content = [new JsonObject { ["type"] = "compaction", ["content"] = content, ["signature"] = $"{Mark}.{state}.{Seal(state, content)}" }] };
    }

    /// <summary>The usage record: nothing on top, and what it took among the iterations.</summary>
    public static JsonObject Usage(JsonObject usage, JsonArray content)
    {
        usage["type"] = "compaction";
        usage["output_tokens"] = content.ToJsonString().Length / 4;
        return new JsonObject { ["input_tokens"] = 0, ["output_tokens"] = 0, ["cache_creation_input_tokens"] = 0, ["cache_read_input_tokens"] = 0, ["iterations"] = new JsonArray(usage) };
    }

    /// <summary>The block that a conversation begins with; null where it begins with none.</summary>
    public static JsonNode? First(JsonArray messages) =>
        messages is [{ } first, ..] && first["content"] is JsonArray { Count: > 0 } content && IsSummary(content[0]) ? content[0] : null;

    /// <summary>The state that thinking behind a block is bound to.</summary>
    public static string StateOf(JsonNode block) => ((string)block["signature"]!).Split('.')[1];

    /// <summary>What the API says of a request that asks for a summary or carries one, or null.</summary>
    public static string? Breach(JsonNode body, string betas)
    {
        var messages = body["messages"]!.AsArray();
        var blocks = messages.SelectMany(m => m!["content"]!.AsArray()).Where(IsSummary).ToList();
        if (IsAsked(body) && !Asks(body, messages, out var breach))
            return breach;
        if (blocks.Count == 0 && !IsAsked(body))
            return null;
        if (!betas.Split(',').Contains(Beta))
            return $"messages: Input tag 'compaction' needs the beta {Beta}";
        if (blocks.Count > 1 || blocks.Count == 1 && First(messages) is null)
            return "compaction_block_misplaced: one compaction block may stand, first in messages";
        return blocks is not [{ } block] ? null
            : ((string?)block["signature"])?.Split('.') is not [Mark, var state, var seal] ? "compaction_block_signature_invalid"
            : seal == Seal(state, (string)block["content"]!) ? null : "compaction_block_content_mismatch";
    }

    private static bool Asks(JsonNode body, JsonArray messages, out string? breach)
    {
        breach = new[] { "context_management", "stop_sequences" }.FirstOrDefault(f => body[f] is not null) ?? (body["output_config"]?["format"] is not null ? "output_config.format" : null);
        if (breach is not null)
            breach = $"compaction: may not stand beside {breach}";
        else if (((string?)body["compaction"]!["instructions"])?.Length > 16384)
            breach = "compaction.instructions: String should have at most 16384 characters";
        else if (messages.Count < (First(messages) is null ? 1 : 2))
            breach = "compaction_nothing_to_summarize";
        return breach is null;
    }

    private static bool IsSummary(JsonNode? block) => (string?)block!["type"] == "compaction";

    private static string Seal(string state, string content) => Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{state} {content}")))[..16];
}
