using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>An answer as the events of the Responses API.</summary>
internal static class ResponsesAnswer
{
    public static IEnumerable<string> Events(MockAnswer answer, JsonObject usage, int number)
    {
        var sequence = 0;
        var output = new JsonArray();
        var response = new JsonObject { ["id"] = $"resp_{number:D6}", ["object"] = "response", ["status"] = "in_progress", ["model"] = "mock-model", ["output"] = new JsonArray() };
        yield return Event("response.created", new JsonObject { ["response"] = response.DeepClone() });
        yield return Event("response.in_progress", new JsonObject { ["response"] = response.DeepClone() });
        for (var i = 0; i < answer.Content.Count; i++)
        {
            var item = Item(answer.Content[i]!.AsObject(), number, i);
            output.Add(item.DeepClone());
            var begun = item.DeepClone().AsObject();
            begun["status"] = "in_progress";
            begun.Remove("encrypted_content");
            yield return Event("response.output_item.added", new JsonObject { ["output_index"] = i, ["item"] = begun });
            var (kind, whole) = Words(item);
            for (var at = 0; at < whole.Length; at += 17)
                yield return Event(kind, new JsonObject { ["item_id"] = (string)item["id"]!, ["output_index"] = i, ["content_index"] = 0, ["delta"] = whole[at..Math.Min(at + 17, whole.Length)] });
            yield return Event("response.output_item.done", new JsonObject { ["output_index"] = i, ["item"] = item });
        }

        response["output"] = output;
        response["usage"] = usage;
        var (status, type) = answer.StopReason switch
        {
            "max_output_tokens" or "content_filter" => ("incomplete", "response.incomplete"),
            "failed" => ("failed", "response.failed"),
            _ => ("completed", "response.completed"),
        };
        response["status"] = status;
        if (status == "incomplete")
            response["incomplete_details"] = new JsonObject { ["reason"] = answer.StopReason };
        if (status == "failed")
            response["error"] = new JsonObject { ["code"] = answer.ErrorType, ["message"] = answer.ErrorMessage };
        yield return Event(type, new JsonObject { ["response"] = response });

        string Event(string name, JsonObject data)
        {
            data.Insert(0, "type", name);
            data["sequence_number"] = sequence++;
            return $"event: {name}\ndata: {data.ToJsonString()}\n\n";
        }
    }

    private static JsonObject Item(JsonObject block, int number, int index) => (string?)block["type"] switch
    {
        "thinking" => new JsonObject
        {
            ["id"] = $"rs_{number:D6}_{index}",
            ["type"] = "reasoning",
            ["summary"] = new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = (string)block["thinking"]! }),
            ["encrypted_content"] = ResponsesContract.Sealed($"{number}_{index}"),
        },
        "tool_use" => new JsonObject
        {
            ["id"] = $"fc_{number:D6}_{index}",
            ["type"] = "function_call",
            ["status"] = "completed",
            ["arguments"] = block["input"]!.ToJsonString(),
            ["call_id"] = ((string)block["id"]!).Replace("#", $"{number:D6}_{index}", StringComparison.Ordinal),
            ["name"] = (string)block["name"]!,
        },
        var type => new JsonObject
        {
            ["id"] = $"msg_{number:D6}_{index}",
            ["type"] = "message",
            ["status"] = "completed",
            ["role"] = "assistant",
            ["content"] = new JsonArray(type == "refusal"
                ? new JsonObject { ["type"] = "refusal", ["refusal"] = (string)block["refusal"]! }
                : new JsonObject { ["type"] = "output_text", ["text"] = (string)block["text"]!, ["annotations"] = new JsonArray() }),
        },
    };

    private static (string Event, string Words) Words(JsonObject item) => (string)item["type"]! switch
    {
        "reasoning" => ("response.reasoning_summary_text.delta", (string)item["summary"]![0]!["text"]!),
        "function_call" => ("response.function_call_arguments.delta", (string)item["arguments"]!),
        _ when (string)item["content"]![0]!["type"]! == "refusal" => ("response.refusal.delta", (string)item["content"]![0]!["refusal"]!),
        _ => ("response.output_text.delta", (string)item["content"]![0]!["text"]!),
    };
}
