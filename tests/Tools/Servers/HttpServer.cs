using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pith.Tests.Tools.Servers;

/// <summary>A server of tools with an address on loopback: a function from a request to what is answered.</summary>
internal sealed class HttpServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public HttpServer(Func<HttpListenerRequest, string, HttpListenerResponse, string> answer)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/mcp");
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Address.Port}/");
        _listener.Start();
        _ = Task.Run(async () =>
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var body = await reader.ReadToEndAsync();
                lock (Bodies)
                    Bodies.Add(body);
                var words = Encoding.UTF8.GetBytes(answer(context.Request, body, context.Response));
                context.Response.OutputStream.Write(words);
                context.Response.Close();
            }
        });
    }

    public Uri Address { get; }

    public List<string> Bodies { get; } = [];

    public void Dispose() => _listener.Close();
}
