using System.IO.Compression;
using System.Net;
using System.Text;
using Pith.Cli.Runs;

namespace Pith.Tests.Cli;

public sealed class PackedPagesTests
{
    private const string Page = "a page that says the same, a page that says the same, a page that says the same";

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    public async Task APackedPageIsReadAsWhatItIs(string encoding)
    {
        using var response = await Get(Packed(Page), encoding);
        Assert.Null(response.Content.Headers.ContentLength);
        Assert.Equal(Page, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task OtherPagesPassAsTheyAre()
    {
        using var response = await Get(Encoding.UTF8.GetBytes(Page), encoding: null);
        Assert.Equal(Page, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task APageThatOnlySaysThatItIsPackedIsAnErrorOfReading()
    {
        using var response = await Get(Encoding.UTF8.GetBytes(Page), "gzip");
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await body.ReadExactlyAsync(new byte[100], TestContext.Current.CancellationToken));
    }

    private static async Task<HttpResponseMessage> Get(byte[] body, string? encoding)
    {
        using var client = new HttpClient(new PackedPages(new Server(body, encoding)));
        return await client.GetAsync(new Uri("http://localhost/"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static byte[] Packed(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private sealed class Server(byte[] body, string? encoding) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("gzip", Assert.Single(request.Headers.AcceptEncoding).Value);
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("text/html");
            content.Headers.ContentLength = body.Length;
            if (encoding is not null)
                content.Headers.ContentEncoding.Add(encoding);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
