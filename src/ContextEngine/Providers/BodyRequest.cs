using System.Text;
using System.Text.Json;

namespace Pith.Providers;

/// <summary>A body of the Messages API as a request that any provider takes.</summary>
public static class BodyRequest
{
    /// <summary>System texts, tools with a schema of their own, and messages byte for byte.</summary>
    /// <param name="body">As <see cref="MessagesWriter"/> writes it.</param>
    /// <param name="model">The model to ask, whatever the body names.</param>
    /// <param name="maxTokens">Most tokens of the answer.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ModelRequest Of(ReadOnlyMemory<byte> body, string model, int maxTokens)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Text.JsonLimits.Options.MaxDepth });
        var root = document.RootElement;
        var request = new ModelRequest(new RequestHead { Model = model, System = [.. List(root, "system").Select(part => Raw(part.GetProperty("text").GetString()))], Tools = [.. List(root, "tools").Where(HasSchema).Select(Tool)] }) { MaxTokens = maxTokens };
        foreach (var message in List(root, "messages"))
            request.Append(Raw(message.GetRawText()));
        return request;
    }

    private static JsonElement[] List(JsonElement root, string name) => root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    /// <summary>Tools that the provider runs itself have none, and are not asked for again.</summary>
    private static bool HasSchema(JsonElement tool) => tool.TryGetProperty("input_schema", out _);

    private static ToolDeclaration Tool(JsonElement tool) =>
        new(tool.GetProperty("name").GetString() ?? "", tool.TryGetProperty("description", out var text) ? text.GetString() ?? "" : "", Raw(tool.GetProperty("input_schema").GetRawText()));

    private static ReadOnlyMemory<byte> Raw(string? text) => Encoding.UTF8.GetBytes(text ?? "");
}
