namespace Pith.Providers.Wire;

/// <summary>The connections of this process to model providers.</summary>
internal static class HttpSetup
{
    /// <summary>Connections that are kept between turns. No redirects and no cookies: a key goes where it was meant to go.</summary>
    public static HttpMessageInvoker Create(Deadlines deadlines) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = deadlines.Connect,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    });
}
