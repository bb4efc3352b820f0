using System.Buffers;

namespace Pith.Cli.Headless.Conversations;

/// <summary>Lines of a stream, as they come: one that is not whole yet is waited for, one beyond the bound ends the input.</summary>
internal sealed class LineSource(Stream input)
{
    /// <summary>The longest line: a message with a hundred pictures in it.</summary>
    private const int Longest = 64 << 20;

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start, _end;

    /// <summary>The next line without its end, valid until the next call; false at the end of the input.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        _line.ResetWrittenCount();
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = input.Read(_buffer);
                if (_end == 0)
                {
                    line = _line.WrittenMemory;
                    return _line.WrittenCount > 0;
                }
            }

            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOf((byte)'\n');
            _line.Write(end < 0 ? rest : rest[..end]);
            _start += end < 0 ? rest.Length : end + 1;
            if (_line.WrittenCount > Longest)
                throw Failure.BadInput($"standard input has a line of more than {Longest >> 20} MB; a message must be smaller");
            if (end < 0)
                continue;
            line = _line.WrittenMemory;
            return true;
        }
    }
}
