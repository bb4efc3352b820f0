using System.Buffers;

namespace Pith.Tools.Servers;

/// <summary>Makes lines of what comes in pieces of any size. A line beyond the cap is passed over as it streams by.</summary>
/// <param name="most">The longest line, in bytes.</param>
internal sealed class LineAssembly(int most)
{
    private const int Beginning = 4096, KeptRoom = 1 << 20;

    private ArrayBufferWriter<byte> _held = new();
    private bool _isTooLong;
    private long _passed;

    /// <summary>Lines that were too long.</summary>
    public int TooLong { get; private set; }

    /// <summary>Takes a piece.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="line">Given each whole line, without its end; what it is given is overwritten afterwards.</param>
    /// <param name="lost">Given the beginning of each line that is too long, as soon as it is, and nothing whenever as much of it again has passed.</param>
    public void Take(ReadOnlySpan<byte> bytes, Action<ReadOnlyMemory<byte>> line, Action<ReadOnlyMemory<byte>>? lost = null)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            if (!_isTooLong && _held.WrittenCount + piece.Length > most)
            {
                _isTooLong = true;
                lost?.Invoke(_held.WrittenMemory[..Math.Min(_held.WrittenCount, Beginning)]);
                _passed = 0;
                _held = new();
            }
            else if (_isTooLong && (_passed += piece.Length) > most)
            {
                _passed = 0;
                lost?.Invoke(default);
            }

            if (!_isTooLong)
                _held.Write(piece);
            if (end < 0)
                return;
            bytes = bytes[(end + 1)..];
            if (_isTooLong)
                TooLong++;
            else
                line(_held.WrittenMemory);
            if (_held.Capacity > KeptRoom)
                _held = new(); // its room was for one message in a thousand
            _held.ResetWrittenCount();
            _isTooLong = false;
        }
    }
}
