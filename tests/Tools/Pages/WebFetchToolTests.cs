using System.Net;
using System.Text;
using Pith.Permissions;
using Pith.Tools.Pages;

namespace Pith.Tests.Tools.Pages;

public sealed class WebFetchToolTests
{
    [Fact]
    public void APageBecomesText()
    {
        const string Html = """
            <html><head><title>Title &amp; more</title><style>p { x }</style><script>if (a < b) alert("no")</script></head>
            <body><!-- not <b>this</b> --><h2>Head</h2><p>One   two<br>three <a href="https://e.org/x?a=1&amp;b=2">link</a>.</p>
            <ul><li>first</li><li>second</li></ul><pre>  a &lt; b
              c</pre><table><tr><td>1</td><td>2</td></tr></table><p>end
            """;
        Assert.Equal("Title & more\n\n## Head\nOne two\nthree link (https://e.org/x?a=1&b=2).\n- first\n- second\n  a < b\n  c\n1 | 2\nend", PageText.Of(Html));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<script>")]
    [InlineData("<!-- ")]
    [InlineData("<a href=\"x")]
    [InlineData("a</")]
    public void BrokenPagesAreReadToTheirEnd(string html) => Assert.NotNull(PageText.Of(html));

    [Fact]
    public void TheNeedIsTheHostThatIsReached()
    {
        var tool = Tool(_ => new HttpResponseMessage());
        Assert.Equal([new Need(NeedKind.ReachHost, "example.org")], tool.Needs(Call.Of("""{"url":"https://EXAMPLE.org:8080/a"}""")));
        Assert.Empty(tool.Needs(Call.Of("""{"url":"file:///etc/passwd"}""")));
    }

    [Fact]
    public async Task RedirectsAreFollowedOnOneHostOnly()
    {
        var tool = Tool(request => request.RequestUri!.AbsolutePath switch
        {
            "/a" => Redirect("/b"),
            "/b" => Text("arrived", "text/plain"),
            "/round" => Redirect("/round"),
            _ => Redirect("https://evil.example/x"),
        });
        Assert.Equal("arrived", await tool.Run("""{"url":"https://e.org/a"}"""));
        Assert.Contains("redirects to another host: https://evil.example/x", await tool.Run("""{"url":"https://e.org/c"}"""));
        Assert.Contains("redirects more than 5 times", await tool.Run("""{"url":"https://e.org/round"}""", fails: true));
    }

    [Theory]
    [InlineData("ftp://e.org/")]
    [InlineData("https://me:secret@e.org/")]
    [InlineData("e.org")]
    public async Task OtherAddressesAreRefused(string url) =>
        Assert.StartsWith("\"url\" must be an address", await Tool(_ => new HttpResponseMessage()).Run($$"""{"url":"{{url}}"}""", fails: true));

    [Fact]
    public async Task FailuresAreWords()
    {
        var tool = Tool(request => request.RequestUri!.AbsolutePath switch
        {
            "/404" => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("<p>gone", Encoding.UTF8, "text/html") },
            "/png" => Text("x", "image/png"),
            "/long" => Text(new string('x', 11 << 20), "text/plain"),
            _ => throw new HttpRequestException("no such host"),
        });
        Assert.Equal("https://e.org/404 answered 404 NotFound.\ngone", await tool.Run("""{"url":"https://e.org/404"}""", fails: true));
        Assert.Equal("https://e.org/png is image/png, no text.", await tool.Run("""{"url":"https://e.org/png"}""", fails: true));
        Assert.Equal("https://e.org/x cannot be fetched: no such host", await tool.Run("""{"url":"https://e.org/x"}""", fails: true));
        Assert.EndsWith("[Only the first 10,485,760 bytes were read]", await tool.Run("""{"url":"https://e.org/long"}"""));
    }

    private static WebFetchTool Tool(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var client = new HttpClient(new Scripted(answer));
        return new WebFetchTool(() => client);
    }

    private static HttpResponseMessage Redirect(string to) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    private static HttpResponseMessage Text(string text, string type) => new() { Content = new StringContent(text, Encoding.UTF8, type) };

    private sealed class Scripted(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = answer(request);
            response.RequestMessage = request;
            return Task.FromResult(response);
        }
    }
}
