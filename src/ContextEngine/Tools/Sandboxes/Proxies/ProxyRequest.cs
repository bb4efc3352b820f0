using System.Buffers;
using System.Text;

namespace Pith.Tools.Sandboxes.Proxies;

/// <summary>What a program asks of a proxy: a tunnel to a host, or a page of one.</summary>
/// <param name="Host">The host, in lower case; an address of the sixth version without brackets.</param>
/// <param name="Port">Its port.</param>
/// <param name="Head">What to send there first, since the program's own words are for a proxy; null for a tunnel.</param>
internal sealed record ProxyRequest(string Host, int Port, byte[]? Head)
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_:");

    /// <summary>Reads the head of a request, up to its empty line; null where it is none that a proxy takes.</summary>
    public static ProxyRequest? Of(ReadOnlySpan<byte> head)
    {
        if (head.ContainsAnyExceptInRange((byte)9, (byte)126))
            return null;
        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"] || lines.Any(l => l.AsSpan().ContainsAny('\r', '\n')))
            return null;
        if (method == "CONNECT")
            return Uri.TryCreate($"tunnel://{target}/", UriKind.Absolute, out var tunnel) && tunnel.Port > 0 ? Reaching(tunnel, null) : null;
        if (!target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || !Uri.TryCreate(target, UriKind.Absolute, out var page))
            return null;
        // One request a connection: the next one could be for another host. And the host is the one that was judged.
        var headers = lines.Skip(1).TakeWhile(l => l.Length > 0).Where(l => !IsOfConnection(l));
        return Reaching(page, Encoding.ASCII.GetBytes($"{method} {page.PathAndQuery} HTTP/1.1\r\nHost: {page.Authority}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Connection: close\r\n\r\n"));
    }

    private static ProxyRequest? Reaching(Uri url, byte[]? head)
    {
        var host = url.IdnHost.ToLowerInvariant().TrimEnd('.');
        return host.Length > 0 && url.UserInfo.Length == 0 && !host.AsSpan().ContainsAnyExcept(NameCharacters) ? new ProxyRequest(host, url.Port, head) : null;
    }

    private static bool IsOfConnection(string header) =>
        header.StartsWith("Host:", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Keep-Alive:", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Upgrade:", StringComparison.OrdinalIgnoreCase);
}
