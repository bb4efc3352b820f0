using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Pith.MockModels;

/// <summary>
/// A model provider on loopback that answers from a script, in order, and always in the same way. It implements the
/// contract and not just the shape: requests that the real one refuses are refused, and the cache is accounted for.
/// </summary>
public sealed class MockServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<MockAnswer> _script = new();
    private readonly List<MockRequest> _requests = [];
    private readonly Lock _lock = new();
    private int _served;

    public MockServer(IEnumerable<MockAnswer> script, int port = 0)
    {
        foreach (var answer in script)
            for (var i = 0; i < answer.Times; i++)
                _script.Enqueue(answer);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Running = AcceptAsync();
    }

    public Task Running { get; }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many requests are kept to be looked at.</summary>
    public int Keeps { get; init; } = int.MaxValue;

    public CacheAccount Cache { get; } = new();

    public IReadOnlyList<MockRequest> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        client.NoDelay = true;
        using var connection = new MockConnection(client);
        try
        {
            while (await connection.ReadAsync(_stop.Token) is { } request)
                if (!await AnswerAsync(connection, request))
                    return;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return; // clients that give up are part of the play
        }
    }

    /// <summary>Whether the connection may go on.</summary>
    private async Task<bool> AnswerAsync(MockConnection connection, MockRequest request)
    {
        var body = JsonNode.Parse(request.Body)!;
        var (answer, number) = Next(request, Summary.IsAsked(body));
        var isChat = request.Path.EndsWith("/chat/completions", StringComparison.Ordinal);
        var isResponses = request.Path.EndsWith("/responses", StringComparison.Ordinal);
        if ((isChat ? null : isResponses ? ResponsesContract.Breach(body) : Contract.Breach(body, request.Headers.GetValueOrDefault("anthropic-beta", ""))) is { } breach)
            answer = MockAnswer.Refusal(400, "invalid_request_error", breach);
        else if (answer.Fault == MockFault.None && Summary.IsAsked(body))
            answer = Summary.Of(body, answer);
        switch (answer.Fault)
        {
            case MockFault.Refuse:
                var error = new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = answer.ErrorType, ["message"] = answer.ErrorMessage } };
                await connection.RefuseAsync(answer.Status, "application/json", error.ToJsonString(), answer.RetryAfter, _stop.Token);
                return true;
            case MockFault.WebPage:
                await connection.RefuseAsync(200, "text/html", "<html>welcome</html>", null, _stop.Token);
                return true;
            case MockFault.Hang:
                return false;
            case MockFault.Silence:
                await Task.Delay(Timeout.Infinite, _stop.Token);
                return false;
        }

        await connection.StartAsync(_stop.Token);
        var events = isChat ? ChatAnswer.Events(answer, request.Body.Length / 4, number)
            : isResponses ? ResponsesAnswer.Events(answer, ResponsesContract.Usage(request.Text, Requests.SkipLast(1).Select(r => r.Text), answer), number)
            : AnthropicAnswer.Events(answer, body, Cache.Count(body), number);
        return await StreamAsync(connection, answer, [.. events]);
    }

    private async Task<bool> StreamAsync(MockConnection connection, MockAnswer answer, string[] events)
    {
        var whole = answer.Fault == MockFault.None ? events : events[..(events.Length / 2)];
        foreach (var line in answer.Chunk == 0 ? whole.Select(Encoding.UTF8.GetBytes) : Encoding.UTF8.GetBytes(string.Concat(whole)).Chunk(answer.Chunk))
        {
            await connection.WriteAsync(line, _stop.Token);
            if (answer.Pause > TimeSpan.Zero)
                await Task.Delay(answer.Pause, _stop.Token);
        }

        switch (answer.Fault)
        {
            case MockFault.Stall:
                await Task.Delay(Timeout.Infinite, _stop.Token);
                break;
            case MockFault.ErrorEvent:
                var error = new JsonObject { ["error"] = new JsonObject { ["type"] = answer.ErrorType, ["message"] = answer.ErrorMessage } };
                await connection.WriteAsync(Encoding.UTF8.GetBytes(AnthropicAnswer.Event("error", error)), _stop.Token);
                break;
            case MockFault.Garbage:
                await connection.WriteAsync("data: {\"type\":\"content_blo\0\0\xff\xfe}{\n\n"u8.ToArray(), _stop.Token);
                break;
            case MockFault.HugeLine:
                await connection.WriteAsync("data: "u8.ToArray(), _stop.Token);
                var piece = new byte[1 << 20];
                Array.Fill(piece, (byte)'x');
                for (var i = 0; i < 200; i++)
                    await connection.WriteAsync(piece, _stop.Token);
                break;
        }

        await connection.EndAsync(_stop.Token);
        return true;
    }

    private (MockAnswer Answer, int Number) Next(MockRequest request, bool isSummary)
    {
        lock (_lock)
        {
            _requests.Add(request);
            if (_requests.Count > Keeps)
                _requests.RemoveAt(0);
            if (isSummary && _script.TryPeek(out var next) && !next.IsSummary)
                return (new MockAnswer(), _served++); // none of the script's is meant for it
            return (_script.TryDequeue(out var answer) ? answer : MockAnswer.Refusal(400, "invalid_request_error", "the script has ended"), _served++);
        }
    }
}
