using System.Text;
using System.Text.Json.Nodes;
using Pith.Providers.Wire;

namespace Pith.Tests.Providers.Wire;

/// <summary>Pictures in results of tools, which OpenAI's APIs take only from the user: they follow behind the results.</summary>
public sealed class ResultPictureTests
{
    private static readonly byte[] Message = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"two\n"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}}]},{"type":"tool_result","tool_use_id":"b","content":"ok"},{"type":"text","text":"go on"}]}"""u8.ToArray();

    [Fact]
    public void ChatTakesThemInAMessageBehindTheResults()
    {
        var messages = JsonNode.Parse($"[{Encoding.UTF8.GetString(ChatMessage.Of(Message))}]")!.AsArray();
        Assert.Equal(["tool", "tool", "user"], messages.Select(m => (string)m!["role"]!));
        Assert.Equal("two\n\n[a picture, shown behind the results]", (string?)messages[0]!["content"]);
        Assert.Equal("ok", (string?)messages[1]!["content"]);
        var parts = messages[2]!["content"]!.AsArray();
        Assert.Equal(["image_url", "text"], parts.Select(p => (string)p!["type"]!));
        Assert.Equal("data:image/png;base64,QUJD", (string?)parts[0]!["image_url"]!["url"]);
    }

    [Fact]
    public void ResponsesTakesThemInAnItemBehindTheResults()
    {
        var items = JsonNode.Parse($"[{Encoding.UTF8.GetString(ResponsesItems.Of(Message))}]")!.AsArray();
        Assert.Equal(["function_call_output", "function_call_output", "message", "message"], items.Select(i => (string)i!["type"]!));
        Assert.Equal("data:image/png;base64,QUJD", (string?)items[3]!["content"]![0]!["image_url"]);
    }
}
