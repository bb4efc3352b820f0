using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>An answer as the events of the Messages API.</summary>
internal static class AnthropicAnswer
{
    public static IEnumerable<string> Events(MockAnswer answer, JsonNode body, JsonObject usage, int number)
    {
        var counted = answer.Reason == "compaction" ? new JsonObject { ["input_tokens"] = 0, ["output_tokens"] = 0 } : usage.DeepClone();
        yield return Event("message_start", new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["id"] = $"msg_{number:D6}",
                ["type"] = "message",
                ["role"] = "assistant",
                ["model"] = "mock-model",
                ["content"] = new JsonArray(),
                ["stop_reason"] = null,
                ["usage"] = counted,
            },
        });
        for (var i = 0; i < answer.Content.Count; i++)
            foreach (var line in Block(answer.Content[i]!.DeepClone().AsObject(), body, i, number))
                yield return line;
        var produced = answer.Reason == "compaction" ? Summary.Usage((JsonObject)usage.DeepClone(), answer.Content) : new JsonObject { ["output_tokens"] = answer.Content.ToJsonString().Length / 4 };
        yield return Event("message_delta", new JsonObject { ["delta"] = new JsonObject { ["stop_reason"] = answer.Reason }, ["usage"] = produced });
        yield return Event("message_stop", []);
    }

    private static IEnumerable<string> Block(JsonObject block, JsonNode body, int index, int number)
    {
        var (field, delta) = (string?)block["type"] switch
        {
            "text" => ("text", "text_delta"),
            "thinking" => ("thinking", "thinking_delta"),
            "tool_use" => ("input", "input_json_delta"),
            _ => ("", ""),
        };
        var whole = field == "input" ? block["input"]!.ToJsonString() : (string?)block[field] ?? "";
        var signature = field == "thinking" && block["signature"] is null ? Binding.Sign(body, whole) : null;
        if (signature is not null)
            block["signature"] = "";
        if (field.Length > 0)
            block[field] = field == "input" ? new JsonObject() : "";
        if (field == "input")
            block["id"] = ((string)block["id"]!).Replace("#", $"{number:D6}_{index}", StringComparison.Ordinal);
        yield return Event("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = block });
        yield return Event("ping", []);
        for (var at = 0; at < whole.Length; at += 17)
            yield return Event("content_block_delta", new JsonObject
            {
                ["index"] = index,
                ["delta"] = new JsonObject { ["type"] = delta, [field == "input" ? "partial_json" : field] = whole[at..Math.Min(at + 17, whole.Length)] },
            });
        if (signature is not null)
            yield return Event("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = new JsonObject { ["type"] = "signature_delta", ["signature"] = signature } });
        yield return Event("content_block_stop", new JsonObject { ["index"] = index });
    }

    public static string Event(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }
}
