namespace Pith.Cli.Runs;

/// <summary>
/// The connections of WebFetch: without redirects, cookies or keys, and made only when a page is fetched. No <see cref="Lazy{T}"/>
/// holds the client: that one can also call a type's own constructor, and the client's own brings the user's certificates along.
/// </summary>
internal static class WebClient
{
    private static readonly HttpClient Shared = new(new PackedPages(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    }));

    public static HttpClient Open() => Shared;
}
