using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pith.Permissions.Rules;

namespace Pith.Tools.Sandboxes.Proxies;

/// <summary>
/// The one way out of a sandbox: a proxy that stands outside and listens inside. It reaches listed hosts only, asks for a name's
/// address only after the name has passed, and goes to no private address that is not named itself.
/// </summary>
/// <param name="hosts">The list.</param>
internal sealed class HostProxy(HostList hosts) : IDisposable
{
    private const int LongestHead = 16 << 10, MostConnections = 256, MostSaid = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, string> refused = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim room = new(MostConnections);

    /// <summary>Whom it refused to reach and why, a sentence each; not more than a few.</summary>
    public IReadOnlyList<string> Refused => [.. refused.OrderBy(r => r.Key, StringComparer.Ordinal).Take(MostSaid).Select(r => $"the sandbox does not reach {r.Key}: {r.Value}")];

    /// <summary>Takes connections until the socket is closed.</summary>
    public async Task ServeAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                await room.WaitAsync().ConfigureAwait(false);
                var client = await listener.AcceptAsync().ConfigureAwait(false);
                _ = ServeOneAsync(client);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The command has ended.
        }
    }

    public void Dispose() => room.Dispose();

    private async Task ServeOneAsync(Socket client)
    {
        try
        {
            try
            {
                using (client)
                    await TakeAsync(client).ConfigureAwait(false);
            }
            finally
            {
                room.Release();
            }
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever spoke has left; a command sees that as it would see it of any network.
        }
    }

    private async Task TakeAsync(Socket client)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[LongestHead];
        var (length, end) = (0, -1);
        while (end < 0 && length < buffer.Length && await client.ReceiveAsync(buffer.AsMemory(length), patience.Token).ConfigureAwait(false) is > 0 and var read)
            end = buffer.AsSpan(0, length += read).IndexOf("\r\n\r\n"u8);
        if (end < 0 || ProxyRequest.Of(buffer.AsSpan(0, end + 2)) is not { } request)
        {
            await AnswerAsync(client, "400 Bad Request", "this is a proxy for HTTP; ask it for a tunnel or a page", patience.Token).ConfigureAwait(false);
            return;
        }

        if (!hosts.Allows(request.Host, request.Port))
        {
            await RefuseAsync(client, request, "it is not in sandbox.network.allowedDomains, and no rule WebFetch(domain:…) allows it", patience.Token).ConfigureAwait(false);
            return;
        }

        using var server = await ReachAsync(client, request, patience.Token).ConfigureAwait(false);
        if (server is null)
            return;
        if (request.Head is null)
            await SendAsync(client, "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), patience.Token).ConfigureAwait(false);
        else
            await SendAsync(server, request.Head, patience.Token).ConfigureAwait(false);
        await SendAsync(server, buffer.AsMemory(end + 4, length - end - 4), patience.Token).ConfigureAwait(false);
        await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client)).ConfigureAwait(false);
    }

    private async Task<Socket?> ReachAsync(Socket client, ProxyRequest request, CancellationToken cancel)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(request.Host, out var only) ? [only] : await Dns.GetHostAddressesAsync(request.Host, cancel).ConfigureAwait(false);
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException) // or too long for a name
        {
            await AnswerAsync(client, "502 Bad Gateway", $"nobody knows {request.Host} ({(unknown as SocketException)?.SocketErrorCode ?? SocketError.HostNotFound})", cancel).ConfigureAwait(false);
            return null;
        }

        var open = addresses.Where(a => !PrivateAddress.Is(a) || hosts.Names(a, request.Port)).ToArray();
        if (open.Length == 0)
        {
            await RefuseAsync(client, request, "it leads to a private address, which only an address in sandbox.network.allowedDomains allows", cancel).ConfigureAwait(false);
            return null;
        }

        foreach (var address in open)
        {
            var server = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await server.ConnectAsync(address, request.Port, cancel).ConfigureAwait(false);
                return server;
            }
            catch (SocketException)
            {
                server.Dispose();
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }

        await AnswerAsync(client, "502 Bad Gateway", $"{request.Host} does not answer", cancel).ConfigureAwait(false);
        return null;
    }

    private Task RefuseAsync(Socket client, ProxyRequest request, string why, CancellationToken cancel)
    {
        refused.TryAdd($"{request.Host}:{request.Port}", why);
        return AnswerAsync(client, "403 Forbidden", $"the sandbox does not reach {request.Host}:{request.Port}: {why}", cancel);
    }

    private static Task AnswerAsync(Socket client, string status, string sentence, CancellationToken cancel)
    {
        var body = Encoding.UTF8.GetBytes($"pith: {sentence}\n");
        return SendAsync(client, (byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body], cancel);
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes, cancel).ConfigureAwait(false)..];
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[LongestHead];
        while (await from.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false) is > 0 and var read)
            await SendAsync(to, buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
        to.Shutdown(SocketShutdown.Send);
    }
}
