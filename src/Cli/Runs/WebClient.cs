namespace Pith.Cli.Runs;

/// <summary>The connections of WebFetch: without redirects, cookies or keys, and made only when a page is fetched.</summary>
internal static class WebClient
{
    private static readonly Lazy<HttpClient> Shared = new(() => new HttpClient(new PackedPages(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })));

    public static HttpClient Open() => Shared.Value;
}
