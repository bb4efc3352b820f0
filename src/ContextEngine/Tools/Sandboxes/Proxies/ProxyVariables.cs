namespace Pith.Tools.Sandboxes.Proxies;

/// <summary>The variables by which programs are told of a proxy.</summary>
internal static class ProxyVariables
{
    /// <summary>Where programs inside find the proxy. Below the ports that systems give to whoever asks for any.</summary>
    public const int Port = 16180;

    private static readonly string[] Names =
    [
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "npm_config_proxy", "npm_config_https_proxy", "YARN_HTTP_PROXY", "YARN_HTTPS_PROXY", "CARGO_HTTP_PROXY", "PIP_PROXY",
    ];

    // Servers that a test starts are inside, and reached without it.
    private static readonly string[] Direct = ["NO_PROXY=localhost,127.0.0.1,::1", "no_proxy=localhost,127.0.0.1,::1", "NODE_USE_ENV_PROXY=1"];

    /// <summary>An environment with them, and without what it said of other proxies, which are not reached.</summary>
    public static IReadOnlyCollection<string> In(IReadOnlyCollection<string> environment)
    {
        string[] ours = [.. Names.Select(n => $"{n}=http://127.0.0.1:{Port}"), .. Direct];
        return [.. environment.Where(e => !Array.Exists(ours, o => e.StartsWith(o.AsSpan(0, o.IndexOf('=') + 1), StringComparison.OrdinalIgnoreCase))), .. ours];
    }
}
