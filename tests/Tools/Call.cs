using System.Text;
using Pith.Tools;

namespace Pith.Tests.Tools;

/// <summary>Calls as a model would make them.</summary>
internal static class Call
{
    public static ToolCall Of(string json) => new("call_1", "Test", Encoding.UTF8.GetBytes(json));

    public static async Task<string> Run(this ITool tool, string json, bool fails = false)
    {
        var result = await tool.RunAsync(Of(json), TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(result.Text.Span);
        Assert.True(result.IsError == fails, text);
        return text;
    }

    public static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
