using System.Text.Json;
using Pith.Providers;
using Pith.Text;

namespace Pith.Agents.SubAgents;

/// <summary>The conversation of a fork: its parent's to the byte, so that the provider's cache holds it already, and what answers its open calls.</summary>
internal static class ForkMessages
{
    /// <summary>The request of a fork and the results that come before its task.</summary>
    /// <param name="parent">The parent's request; it ends with the answer that calls.</param>
    /// <param name="callId">The call that starts the fork.</param>
    public static (ModelRequest Request, IReadOnlyList<byte[]> Results) Of(ModelRequest parent, string callId)
    {
        var request = new ModelRequest(parent.Head);
        foreach (var message in parent.Messages)
            request.Append(message);
        var blocks = new List<byte[]>();
        if (parent.Messages is [.., var last] && MessageBytes.IsAssistant(last.Span))
            foreach (var id in OpenCalls(last))
                blocks.Add(MessageBytes.Result(id, id == callId ? "You are the fork that this call started. The conversation above is yours too; the one beside goes on without you."u8 : "Not run here: the conversation beside runs it."u8, isError: false));
        return (request, blocks);
    }

    private static List<string> OpenCalls(ReadOnlyMemory<byte> message)
    {
        using var document = ForeignJson.Parse(message);
        return document.RootElement.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? [.. content.EnumerateArray().Where(b => b.TryGetProperty("type", out var type) && type.ValueEquals("tool_use")).Select(b => b.GetProperty("id").GetString()!)]
            : [];
    }
}
