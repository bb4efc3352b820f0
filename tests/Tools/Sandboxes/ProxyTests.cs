using System.Net;
using System.Net.Sockets;
using System.Text;
using Pith.Permissions.Rules;
using Pith.Tools.Sandboxes.Proxies;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>The one way out of a sandbox: to listed hosts, and to nobody else.</summary>
[Collection(Alone.Name)]
public sealed class ProxyTests
{
    [Theory]
    [InlineData("example.com", "example.com", 443, true)]
    [InlineData("example.com", "EXAMPLE.com.", 80, true)]
    [InlineData("example.com", "www.example.com", 443, false)]
    [InlineData("example.com", "example.com", 22, false)]
    [InlineData("example.com:8443", "example.com", 8443, true)]
    [InlineData("example.com:8443", "example.com", 443, false)]
    [InlineData("*.example.com", "www.example.com", 443, true)]
    [InlineData("*.example.com", "example.com", 443, false)]
    [InlineData("*.example.com", "evilexample.com", 443, false)]
    [InlineData("*", "evil.com", 443, true)]
    [InlineData("*", "bad.example.com", 443, false)]
    [InlineData("*", "bad.example.com", 8080, false)]
    public void ListDecides(string allowed, string host, int port, bool passes) =>
        Assert.Equal(passes, new HostList([allowed, "*:8080"], ["bad.example.com"]).Allows(host, port));

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("*.example.com:8443", true)]
    [InlineData("*", true)]
    [InlineData("*:8080", true)]
    [InlineData("::1", true)]
    [InlineData("127.0.0.1:80", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("*.*", false)]
    [InlineData("exa*mple.com", false)]
    [InlineData("http://example.com", false)]
    [InlineData("example.com/path", false)]
    [InlineData("example.com:99999", false)]
    [InlineData("127.0.0.0/8", false)]
    [InlineData("[::1]:80", false)]
    public void APatternNamesAHostOrIsNone(string pattern, bool names) => Assert.Equal(names, HostList.IsPattern(pattern));

    /// <summary>Each connection gives its place back, however it ends.</summary>
    [Fact]
    public async Task ConnectionsThatBreakTakeNoPlaceForEver()
    {
        using var proxy = new HostProxy(HostList.None);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(400);
        var serving = proxy.ServeAsync(listener);
        var cancel = TestContext.Current.CancellationToken;
        for (var i = 0; i < 300; i++)
        {
            using var broken = new TcpClient { LingerState = new LingerOption(true, 0) };
            await broken.ConnectAsync((IPEndPoint)listener.LocalEndPoint!, cancel);
            await broken.GetStream().WriteAsync("CONNECT"u8.ToArray(), cancel);
        }

        using var last = new TcpClient();
        await last.ConnectAsync((IPEndPoint)listener.LocalEndPoint!, cancel);
        await last.GetStream().WriteAsync("CONNECT example.com:443 HTTP/1.1\r\n\r\n"u8.ToArray(), cancel);
        using var answer = new StreamReader(last.GetStream());
        Assert.StartsWith("HTTP/1.1 403", await answer.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), cancel), StringComparison.Ordinal);
        listener.Dispose();
        await serving;
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("::ffff:93.184.216.34", false)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("93.184.216.34", false)]
    [InlineData("2606:2800:220:1::1", false)]
    public void PrivateAddressesAreKnown(string address, bool isPrivate) => Assert.Equal(isPrivate, PrivateAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("CONNECT Example.com:443 HTTP/1.1\r\nHost: other.com\r\n", "example.com", 443, null)]
    [InlineData("CONNECT [::1]:443 HTTP/1.1\r\n", "::1", 443, null)]
    [InlineData("GET http://example.com/a?b HTTP/1.1\r\nHost: evil.com\r\nProxy-Authorization: x\r\nConnection: keep-alive\r\nAccept: */*\r\n", "example.com", 80, "GET /a?b HTTP/1.1\r\nHost: example.com\r\nAccept: */*\r\nConnection: close\r\n\r\n")]
    public void RequestIsReadAsItWillBeSent(string head, string host, int port, string? sent)
    {
        var request = ProxyRequest.Of(Encoding.ASCII.GetBytes(head))!;
        Assert.Equal((host, port), (request.Host, request.Port));
        Assert.Equal(sent, request.Head is { } bytes ? Encoding.ASCII.GetString(bytes) : null);
    }

    [Theory]
    [InlineData("CONNECT example.com HTTP/1.1\r\n")]
    [InlineData("CONNECT user@example.com:443 HTTP/1.1\r\n")]
    [InlineData("CONNECT example.com:443 HTTP/2\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: example.com\r\n")]
    [InlineData("GET https://example.com/ HTTP/1.1\r\n")]
    [InlineData("GET ftp://example.com/ HTTP/1.1\r\n")]
    [InlineData("GET http://example.com/ HTTP/1.1\r\nX: a\nHost: evil\r\n")]
    [InlineData("GET http://example.com/ HTTP/1.1\r\nX: a\rHost: evil\r\n")]
    [InlineData("")]
    public void WhatIsNoneIsRefused(string head) => Assert.Null(ProxyRequest.Of(Encoding.ASCII.GetBytes(head)));

    [Fact]
    public async Task CommandReachesANamedHostAndNoOther()
    {
        using var web = new LoopbackWeb();
        using var bench = new SandboxBench(change: p => p with { Hosts = new HostList([$"127.0.0.1:{web.Port}", "localhost:1"], []) });
        // The proxy stands outside, in the network where the server is.
        Assert.Contains("hello", await bench.Try(Ask($"http://127.0.0.1:{web.Port}/")), StringComparison.Ordinal);
        var refused = await bench.Try(Ask("http://example.com/"));
        Assert.Contains("HTTP/1.1 403", refused, StringComparison.Ordinal);
        Assert.Contains("pith: the sandbox does not reach example.com:80", refused, StringComparison.Ordinal);
        // A name for this machine is not its address: what it leads to must be named.
        using var byName = new SandboxBench(change: p => p with { Hosts = new HostList([$"*:{web.Port}"], []) });
        Assert.Contains("private address", await byName.Try(Ask($"http://localhost:{web.Port}/")), StringComparison.Ordinal);
        Assert.Contains("private address", await byName.Try(Ask($"http://127.0.0.1:{web.Port}/")), StringComparison.Ordinal);
        Assert.Equal(1, web.Served);
    }

    [Fact]
    public async Task TunnelCarriesBothWays()
    {
        using var web = new LoopbackWeb();
        using var bench = new SandboxBench(change: p => p with { Hosts = new HostList([$"127.0.0.1:{web.Port}"], []) });
        var said = await bench.Try($"exec 3<>/dev/tcp/127.0.0.1/{ProxyVariables.Port}; printf 'CONNECT 127.0.0.1:{web.Port} HTTP/1.1\\r\\n\\r\\n' >&3; read -r line <&3; echo \"$line\"; read -r line <&3; printf 'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n' >&3; cat <&3");
        Assert.Contains("200 Connection established", said, StringComparison.Ordinal);
        Assert.Contains("hello", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingLeavesBesideTheProxy()
    {
        using var web = new LoopbackWeb();
        using var bench = new SandboxBench(change: p => p with { Hosts = new HostList([$"127.0.0.1:{web.Port}"], []) });
        Assert.DoesNotContain("hello", await bench.Try($"exec 3<>/dev/tcp/127.0.0.1/{web.Port}; printf 'GET / HTTP/1.1\\r\\n\\r\\n' >&3; cat <&3"), StringComparison.Ordinal);
        Assert.Equal(0, web.Served);
        Assert.Contains($"http://127.0.0.1:{ProxyVariables.Port}", await bench.Run("echo $https_proxy"), StringComparison.Ordinal);
        await bench.Try("getent hosts example.com; echo \"<$?>\"");
    }

    // Asks the proxy with the shell alone: not every machine has curl.
    private static string Ask(string url) => $"exec 3<>/dev/tcp/127.0.0.1/{ProxyVariables.Port}; printf 'GET {url} HTTP/1.1\\r\\n\\r\\n' >&3; cat <&3";

    private sealed class LoopbackWeb : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private int served;

        public LoopbackWeb()
        {
            listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public int Served => served;

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptSocketAsync();
                    Interlocked.Increment(ref served);
                    var room = new byte[4096];
                    await client.ReceiveAsync(room);
                    await client.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"u8.ToArray());
                    client.Shutdown(SocketShutdown.Both);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // The test has ended.
            }
        }
    }
}
