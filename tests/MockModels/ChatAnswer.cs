using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>An answer as the chunks of Chat Completions.</summary>
internal static class ChatAnswer
{
    public static IEnumerable<string> Events(MockAnswer answer, int promptTokens, int number)
    {
        var call = 0;
        foreach (var block in answer.Content)
        {
            if ((string?)block!["type"] == "text")
                foreach (var word in ((string)block["text"]!).Chunk(17))
                    yield return Delta(new JsonObject { ["content"] = new string(word) }, null, number);
            else if ((string?)block["type"] == "tool_use")
            {
                var id = ((string)block["id"]!).Replace("#", $"{number:D6}_{call}", StringComparison.Ordinal);
                yield return Delta(new JsonObject
                {
                    ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["index"] = call++,
                        ["id"] = id,
                        ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = (string)block["name"]!, ["arguments"] = block["input"]!.ToJsonString() },
                    }),
                }, null, number);
            }
        }

        yield return Delta([], call > 0 ? "tool_calls" : "stop", number);
        yield return Line(new JsonObject
        {
            ["id"] = $"chat_{number}",
            ["choices"] = new JsonArray(),
            ["usage"] = new JsonObject { ["prompt_tokens"] = promptTokens, ["completion_tokens"] = 9 },
        });
        yield return "data: [DONE]\n\n";
    }

    private static string Delta(JsonObject delta, string? finish, int number) => Line(new JsonObject
    {
        ["id"] = $"chat_{number}",
        ["model"] = "mock-model",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    });

    private static string Line(JsonObject data) => $"data: {data.ToJsonString()}\n\n";
}
