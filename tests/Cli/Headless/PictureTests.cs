using System.Text;
using Pith.Agents;
using Pith.Cli;
using Pith.MockModels;
using Pith.Providers;
using Pith.Providers.Wire;

namespace Pith.Tests.Cli.Headless;

/// <summary>Pictures in messages that a program writes on standard input.</summary>
public sealed class PictureTests : IDisposable
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void APictureIsSentByteForByteAndLiesInTheStore()
    {
        var large = Large(200_000);
        using var server = new MockServer([MockAnswer.Text("a dot"), MockAnswer.Text("the same")]);
        using (var partner = With(server))
        {
            partner.Say(Line($$"""{"type":"text","text":"before"},{{Block("image/png", Png)}},{"type":"text","text":"between"},{{Block("image/png", large)}}"""));
            Assert.Equal("a dot", Partner.Word(partner.Until("result"), "result"));
            Assert.Equal(ExitCode.Done, partner.End());
        }

        Assert.Contains($$"""{"type":"text","text":"before"},{{Block("image/png", Png)}},{"type":"text","text":"between"},{{Block("image/png", large)[..^1]}}""", server.Requests[0].Messages, StringComparison.Ordinal);
        var log = File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Path, "*.jsonl", SearchOption.AllDirectories)));
        Assert.DoesNotContain(Png, log, StringComparison.Ordinal);
        Assert.True(log.Length < large.Length);
        using (var again = With(server, "--continue"))
        {
            again.Prompt("and now?");
            Assert.Equal("the same", Partner.Word(again.Until("result"), "result"));
        }

        Assert.Contains(Block("image/png", large)[..^1], server.Requests[1].Messages, StringComparison.Ordinal);
        Assert.Contains(Block("image/png", Png), server.Requests[1].Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png", "R0lGODlhAQABAAAAACw=", "its first bytes say image/gif")]
    [InlineData("application/pdf", "JVBERi0xLjcK", "must be one of")]
    [InlineData("image/svg+xml", "PHN2Zz48L3N2Zz4=", "must be one of")]
    [InlineData("image/png", "not a picture", "base64 without spaces")]
    [InlineData("image/png", "iVBORw0KGgo=", "base64 without spaces")]
    [InlineData("image/png", "", "first bytes say nothing")]
    [InlineData("image/png", "https://example.com/a.png", "base64 without spaces")]
    public void WhatIsNoPictureIsRefusedAndNothingOfItStays(string media, string data, string says)
    {
        using var server = new MockServer([MockAnswer.Text("fine")]);
        using var partner = With(server);
        partner.Say(Line(Block(media, data)));
        var refused = partner.Until("result");
        Assert.True(refused.GetProperty("is_error").GetBoolean());
        Assert.Contains(says, refused.GetRawText(), StringComparison.Ordinal);
        partner.Prompt("hello");
        Assert.Equal("fine", Partner.Word(partner.Until("result"), "result"));
        Assert.DoesNotContain("image", Assert.Single(server.Requests).Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheApiWouldNotTakeIsRefused()
    {
        using var server = new MockServer([]);
        using var partner = With(server);
        partner.Say(Line(Block("image/png", Large(5_300_000))));
        Assert.Contains("so make it smaller", partner.Until("result").GetRawText(), StringComparison.Ordinal);
        partner.Say(Line(string.Join(',', Enumerable.Repeat(Block("image/png", Png), 101))));
        Assert.Contains("this one has 101", partner.Until("result").GetRawText(), StringComparison.Ordinal);
        partner.Say(Line("""{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}"""));
        Assert.Contains("base64", partner.Until("result").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, partner.End());
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void OpenAiServersGetADataUrl()
    {
        var message = MessageBytes.Blocks([MessageBytes.TextBlock("what?"u8), MessageBytes.PictureBlock("image/png", Encoding.ASCII.GetBytes(Png))]);
        Assert.Equal($$$"""{"role":"user","content":[{"type":"text","text":"what?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Png}}}"}}]}""", Encoding.UTF8.GetString(ChatMessage.Of(message)));
        Assert.EndsWith($$"""{"type":"input_image","image_url":"data:image/png;base64,{{Png}}"}]}""", Encoding.UTF8.GetString(ResponsesItems.Of(message)), StringComparison.Ordinal);
    }

    [Fact]
    public void APictureWeighsByItsPixelsAndNotByItsData()
    {
        var picture = MessageBytes.PictureBlock("image/png", Encoding.ASCII.GetBytes(Large(4_000_000)));
        var words = MessageBytes.TextBlock(Encoding.ASCII.GetBytes(new string('a', 50_000)));
        Assert.InRange(MessageWeight.Of(MessageBytes.Blocks([picture, words])), 50_000, 50_000 + MessageWeight.Picture + 200);
        var spoken = MessageBytes.User(Encoding.ASCII.GetBytes("\"image\"" + new string('a', 50_000)));
        Assert.Equal(spoken.Length, MessageWeight.Of(spoken));
    }

    /// <summary>A picture with bytes behind its end, which every reader passes over.</summary>
    private static string Large(int characters) => Convert.ToBase64String([.. Convert.FromBase64String(Png), .. new byte[characters / 4 * 3]]);

    private static string Block(string media, string data) => $$$"""{"type":"image","source":{"type":"base64","media_type":"{{{media}}}","data":"{{{data}}}"}}""";

    private static string Line(string blocks) => $$$"""{"type":"user","message":{"role":"user","content":[{{{blocks}}}]}}""";

    private Partner With(MockServer server, params string[] flags) => new(
        new Dictionary<string, string> { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Path }, flags);
}
