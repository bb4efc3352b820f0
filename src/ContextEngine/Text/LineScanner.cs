using System.Buffers;

namespace Pith.Text;

/// <summary>
/// Lines of a stream, one window at a time. Memory: the longest line, up to a cap; longer lines are passed over as they
/// stream by and reported. A byte order mark at the start, and carriage returns before line feeds, are not part of lines.
/// </summary>
public sealed class LineScanner : IDisposable
{
    private const int FirstBuffer = 1 << 16;

    private readonly Stream _stream;
    private readonly int _maxLine;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start, _scanned, _end;
    private long _bufferOffset;
    private bool _ended, _begun;

    /// <summary>Scans a stream from where it stands.</summary>
    /// <param name="stream">Read forward only; not disposed.</param>
    /// <param name="maxLine">Longest line in bytes that is given out.</param>
    public LineScanner(Stream stream, int maxLine) => (_stream, _maxLine) = (stream, maxLine);

    /// <summary>The line, without its end; empty when <see cref="TooLong"/>. Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(LineStart, LineLength);

    /// <summary>Bytes from the start of the stream to the line.</summary>
    public long Offset { get; private set; }

    /// <summary>Number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line is longer than the cap; <see cref="FullLength"/> then says how long.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Bytes of the line as it stands in the stream.</summary>
    public long FullLength { get; private set; }

    private int LineStart { get; set; }

    private int LineLength { get; set; }

    /// <summary>Moves to the next line; false at the end of the stream.</summary>
    public bool Read()
    {
        Begin();
        while (true)
        {
            var feed = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (feed >= 0)
                return Give(_scanned + feed, feedLength: 1);
            _scanned = _end;
            if (_end - _start > _maxLine)
                return SkipLong();
            if (_ended)
                return _end > _start && Give(_end, feedLength: 0);
            Fill();
        }
    }

    /// <summary>Everything from the last line given on, up to the cap, as one window: for formats that are one document.</summary>
    /// <param name="tooLong">Whether the stream holds more than the cap.</param>
    public ReadOnlySpan<byte> ReadDocument(out bool tooLong)
    {
        Begin();
        while (!_ended && _end - _start <= _maxLine)
            Fill();
        tooLong = _end - _start > _maxLine;
        Offset = _bufferOffset + _start;
        Number++;
        LineStart = _start;
        LineLength = _end - _start;
        _start = _scanned = _end;
        return Line;
    }

    /// <summary>Shows the beginning of what comes without moving; at most <paramref name="bytes"/> of it.</summary>
    /// <param name="bytes">How much to look at.</param>
    public ReadOnlySpan<byte> Peek(int bytes)
    {
        Begin();
        while (!_ended && _end - _start < bytes)
            Fill();
        return _buffer.AsSpan(_start, Math.Min(bytes, _end - _start));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        while (!_ended && _end < 3)
            Fill();
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _start = _scanned = 3;
    }

    private bool Give(int end, int feedLength)
    {
        Offset = _bufferOffset + _start;
        Number++;
        TooLong = end - _start > _maxLine;
        FullLength = end - _start;
        LineStart = _start;
        LineLength = TooLong ? 0 : end - _start;
        if (LineLength > 0 && _buffer[end - 1] == '\r')
            LineLength--;
        _start = _scanned = end + feedLength;
        return true;
    }

    private bool SkipLong()
    {
        var offset = _bufferOffset + _start;
        long length = _end - _start;
        _start = _scanned = _end;
        while (true)
        {
            if (_start == _end && !_ended)
                Fill();
            if (_start == _end)
                break;
            var feed = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var part = feed < 0 ? _end - _start : feed;
            length += part;
            _start = _scanned = _start + part + (feed < 0 ? 0 : 1);
            if (feed >= 0)
                break;
        }

        (Offset, FullLength, TooLong, LineLength) = (offset, length, true, 0);
        Number++;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _bufferOffset += _start;
            (_end, _scanned, _start) = (_end - _start, _scanned - _start, 0);
        }

        if (_end == _buffer.Length)
            Grow();
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, (long)_buffer.Length * 2));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
