using System.Buffers;

namespace Pith.Tools.Servers;

/// <summary>Makes lines of what comes in pieces of any size. A line beyond the cap is passed over as it streams by.</summary>
/// <param name="most">The longest line, in bytes.</param>
internal sealed class LineAssembly(int most)
{
    private readonly ArrayBufferWriter<byte> _held = new();
    private bool _isTooLong;

    /// <summary>Lines that were too long.</summary>
    public int TooLong { get; private set; }

    /// <summary>Takes a piece.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="line">Given each whole line, without its end; what it is given is overwritten afterwards.</param>
    public void Take(ReadOnlySpan<byte> bytes, Action<ReadOnlyMemory<byte>> line)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            _isTooLong |= _held.WrittenCount + piece.Length > most;
            if (!_isTooLong)
                _held.Write(piece);
            if (end < 0)
                return;
            bytes = bytes[(end + 1)..];
            if (_isTooLong)
                TooLong++;
            else
                line(_held.WrittenMemory);
            _held.ResetWrittenCount();
            _isTooLong = false;
        }
    }
}
