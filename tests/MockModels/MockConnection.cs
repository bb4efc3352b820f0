using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Pith.MockModels;

/// <summary>The least of HTTP/1.1 that a client needs: requests with a length, answers in chunks, connections that stay.</summary>
internal sealed class MockConnection(TcpClient client) : IDisposable
{
    private readonly NetworkStream _stream = client.GetStream();
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start, _end;

    /// <summary>The next request, or null when the client has gone.</summary>
    public async Task<MockRequest?> ReadAsync(CancellationToken cancel)
    {
        if (await LineAsync(cancel) is not { Length: > 0 } first)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(cancel) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        for (var read = 0; read < body.Length;)
        {
            if (_start == _end && !await FillAsync(cancel))
                return null;
            var piece = Math.Min(_end - _start, body.Length - read);
            _buffer.AsSpan(_start, piece).CopyTo(body.AsSpan(read));
            _start += piece;
            read += piece;
        }

        return new MockRequest(first.Split(' ')[1], headers, body);
    }

    public async Task RefuseAsync(int status, string type, string body, string? retryAfter, CancellationToken cancel)
    {
        var head = $"HTTP/1.1 {status} Mock\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{(retryAfter is null ? "" : $"Retry-After: {retryAfter}\r\n")}\r\n";
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(head + body), cancel);
    }

    public ValueTask StartAsync(CancellationToken cancel) =>
        _stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), cancel);

    public async Task WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel)
    {
        if (piece.IsEmpty)
            return;
        byte[] framed = [.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece.Span, .. "\r\n"u8];
        await _stream.WriteAsync(framed, cancel);
    }

    public ValueTask EndAsync(CancellationToken cancel) => _stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancel);

    public void Dispose() => client.Dispose();

    private async Task<string?> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancel))
                return null;
            var c = (char)_buffer[_start++];
            if (c == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(c);
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        _start = 0;
        _end = await _stream.ReadAsync(_buffer, cancel);
        return _end > 0;
    }
}
