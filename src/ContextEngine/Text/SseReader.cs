using System.Buffers;
using System.IO.Pipelines;

namespace Pith.Text;

/// <summary>
/// Reads server-sent events (WHATWG HTML, section 9.2): lines end in CR, LF or CRLF, comments and unknown fields are
/// passed over, an event that the end of the body cuts off is none. Unlike <c>System.Net.ServerSentEvents</c> it has a
/// bound: a line or an event beyond it is refused after at most twice so many bytes in memory.
/// </summary>
internal sealed class SseReader(PipeReader pipe, int maxBytes = SseReader.MaxBytes)
{
    /// <summary>The longest line, and the most data of one event.</summary>
    public const int MaxBytes = 8 << 20;

    private readonly ArrayBufferWriter<byte> _line = new(), _data = new();
    private bool _isFirstLine = true, _skipsLineFeed, _hasData;

    /// <summary>The data of the event just read, its lines joined by LF; valid until the next read.</summary>
    public ReadOnlySpan<byte> Data => _data.WrittenSpan;

    /// <summary>Reads up to the end of the next event that has data; false at the end of the body.</summary>
    /// <param name="alive">Called whenever bytes came, comments included.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="TooLongException">A line or an event is too long.</exception>
    public async ValueTask<bool> ReadAsync(Action? alive, CancellationToken cancel)
    {
        _data.ResetWrittenCount();
        _hasData = false;
        while (true)
        {
            var read = await pipe.ReadAsync(cancel).ConfigureAwait(false);
            if (!read.Buffer.IsEmpty)
                alive?.Invoke();
            var isEvent = Take(read.Buffer, out var taken);
            pipe.AdvanceTo(read.Buffer.GetPosition(taken));
            if (isEvent)
                return true;
            if (read.IsCompleted)
                return false;
        }
    }

    private bool Take(in ReadOnlySequence<byte> bytes, out long taken)
    {
        taken = 0;
        foreach (var segment in bytes)
        {
            var span = segment.Span;
            while (!span.IsEmpty)
            {
                if (_skipsLineFeed && span[0] == '\n')
                {
                    _skipsLineFeed = false;
                    span = span[1..];
                    taken++;
                    continue;
                }

                _skipsLineFeed = false;
                var end = span.IndexOfAny((byte)'\r', (byte)'\n');
                Keep(end < 0 ? span : span[..end]);
                taken += end < 0 ? span.Length : end + 1;
                if (end < 0)
                    break;
                _skipsLineFeed = span[end] == '\r';
                span = span[(end + 1)..];
                var isEvent = TakeLine(_line.WrittenSpan);
                _line.ResetWrittenCount();
                if (isEvent)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the line ends an event.</summary>
    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        if (_isFirstLine && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        _isFirstLine = false;
        if (line.IsEmpty)
            return _hasData;
        if (!line.StartsWith("data"u8) || line.Length > 4 && line[4] != ':')
            return false; // a comment, or a field that says nothing which the data does not
        var value = line.Length > 5 ? line[(line[5] == ' ' ? 6 : 5)..] : [];
        if (_data.WrittenCount + value.Length > maxBytes)
            throw new TooLongException("an event", maxBytes);
        if (_hasData)
            _data.Write("\n"u8);
        _data.Write(value);
        _hasData = true;
        return false;
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (_line.WrittenCount + piece.Length > maxBytes)
            throw new TooLongException("a line", maxBytes);
        _line.Write(piece);
    }
}
