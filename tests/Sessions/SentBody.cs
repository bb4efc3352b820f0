using System.Text;
using System.Text.Json.Nodes;
using Pith.Providers;

namespace Pith.Tests.Sessions;

/// <summary>A conversation as the provider sees it: messages of one speaker in a row are one, and every tool is declared.</summary>
internal static class SentBody
{
    public static byte[] Of(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        var joined = new JsonArray();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var message in messages.Append(MessageBytes.User("and now?"u8)).Select(m => JsonNode.Parse(m.Span)!.AsObject()))
        {
            if (message["content"] is JsonValue words)
                message["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = words.DeepClone() });
            var blocks = message["content"]!.AsArray().Select(b => b!.DeepClone()).ToList();
            if (joined.Count > 0 && joined[^1]!["role"]!.ToString() == message["role"]!.ToString())
                blocks.ForEach(joined[^1]!["content"]!.AsArray().Add);
            else
                joined.Add(message.DeepClone());
            names.UnionWith(blocks.Where(b => b["type"]!.ToString() == "tool_use").Select(b => b["name"]!.ToString()));
        }

        var tools = new JsonArray([.. names.Select(n => new JsonObject { ["name"] = n })]);
        return Encoding.UTF8.GetBytes(new JsonObject { ["model"] = "claude", ["max_tokens"] = 1, ["tools"] = tools, ["messages"] = joined }.ToJsonString());
    }
}
