using System.Text;
using System.Text.Json;
using Pith.Tools.Servers;

namespace Pith.Tests.Tools.Servers;

/// <summary>What a model reads of a server's tools.</summary>
public sealed class PlainSchemaTests
{
    [Theory]
    [InlineData("""{ "type": "object", "n": [1.50, true, null] }""", """{"type":"object","n":[1.50,true,null]}""")]
    [InlineData("""{"a\u202eb":{"description":"say\udb40\udd01\ufe0f é\u0007"}}""", """{"ab":{"description":"say é"}}""")]
    public void ASchemaHasNothingThatPeopleCannotSee(string given, string plain)
    {
        using var document = JsonDocument.Parse(given);
        Assert.Equal(plain, Encoding.UTF8.GetString(PlainSchema.Of(document.RootElement)!));
    }

    [Fact]
    public void AnInputSchemaBeyondItsBoundIsNotShown()
    {
        using var server = new ToolServer(new ServerConfig("s", "test"), new ServerOptions { Folder = "/" }, null, null);
        using var document = JsonDocument.Parse("""{"name":"big","description":"Does","inputSchema":{"type":"object","properties":{"a":{"enum":["VALUES"]}}}}"""
            .Replace("VALUES", string.Join("\",\"", Enumerable.Range(0, 20_000)), StringComparison.Ordinal));
        var tool = ServerTool.Of(server, document.RootElement)!;
        Assert.Equal(("""{"type":"object"}""", "Does\n[Its input schema has more than 65536 bytes and is not shown]"), (Encoding.UTF8.GetString(tool.Spec.InputSchema.Span), tool.Spec.Description));
    }

    [Fact]
    public void VariationSelectorsAreNoPlainWords() => Assert.Equal("ab", PlainWords.Of("a\uFE00\uFE0F\U000E0100\U000E01EF\u180Bb", 100));
}
