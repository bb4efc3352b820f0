using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>One answer of the script.</summary>
public sealed record MockAnswer
{
    /// <summary>Content blocks of the Messages API.</summary>
    public JsonArray Content { get; init; } = [];

    /// <summary>Told from the content where it is null.</summary>
    public string? StopReason { get; init; }

    public MockFault Fault { get; init; }

    public int Status { get; init; } = 500;

    public string ErrorType { get; init; } = "api_error";

    public string ErrorMessage { get; init; } = "mock failure";

    /// <summary>A header of the refusal.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Bytes of each write; 0 writes each event whole.</summary>
    public int Chunk { get; init; }

    /// <summary>Time between writes: a trickle.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Whether it is for a request that asks for a summary; such a request gets a good one where the script's next is for others.</summary>
    public bool IsSummary { get; init; }

    /// <summary>How many requests get this answer.</summary>
    public int Times { get; init; } = 1;

    public string Reason => StopReason ?? (Content.Any(b => (string?)b!["type"] == "tool_use") ? "tool_use" : "end_turn");

    public static MockAnswer Text(string text) => new() { Content = [new JsonObject { ["type"] = "text", ["text"] = text }] };

    public static MockAnswer Call(string id, string name, string input) =>
        new() { Content = [new JsonObject { ["type"] = "tool_use", ["id"] = id, ["name"] = name, ["input"] = JsonNode.Parse(input) }] };

    public static MockAnswer Refusal(int status, string type, string message = "mock refusal") =>
        new() { Fault = MockFault.Refuse, Status = status, ErrorType = type, ErrorMessage = message };

    /// <summary>A line of a script: <c>{"text":…}</c>, <c>{"tool":…,"input":…}</c> or <c>{"content":[…]}</c>, with <c>times</c>, <c>chunk</c>, <c>pause</c> (milliseconds), <c>fault</c>, <c>status</c> and <c>summary</c> beside it.</summary>
    public static MockAnswer Parse(string line)
    {
        var node = JsonNode.Parse(line)!.AsObject();
        var content = node["content"]?.DeepClone().AsArray() ?? [];
        if (node["text"] is { } text)
            content.Add(new JsonObject { ["type"] = "text", ["text"] = (string)text! });
        if (node["tool"] is { } tool)
            content.Add(new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_#", ["name"] = (string)tool!, ["input"] = node["input"]?.DeepClone() ?? new JsonObject() });
        return new MockAnswer
        {
            Content = content,
            StopReason = (string?)node["stop_reason"],
            Fault = node["fault"] is { } fault ? Enum.Parse<MockFault>((string)fault!, ignoreCase: true) : MockFault.None,
            Status = (int?)node["status"] ?? 500,
            ErrorType = (string?)node["error_type"] ?? "api_error",
            RetryAfter = (string?)node["retry_after"],
            Chunk = (int?)node["chunk"] ?? 0,
            Pause = TimeSpan.FromMilliseconds((int?)node["pause"] ?? 0),
            IsSummary = (bool?)node["summary"] ?? false,
            Times = (int?)node["times"] ?? 1,
        };
    }
}
