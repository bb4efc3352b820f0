using System.Buffers.Binary;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>
/// Watches the compressed bytes of a gzip file go by, because the runtime takes a file that was cut off for one that
/// ended: at the end, the last four bytes must be the length of what came out.
/// </summary>
internal sealed class GzipTail(Stream raw) : ForwardStream
{
    private const int HeaderLength = 10, ShortestFile = 18;

    private readonly byte[] _last = new byte[2 * HeaderLength];
    private int _kept;
    private long _position;
    private bool _hasMoreMembers;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Whether the file ends as one of that many bytes must. A file of several members says only how long its last one
    /// is, so there the answer is always yes.
    /// </summary>
    public bool Ends(long decompressed) =>
        _hasMoreMembers || _position >= ShortestFile && BinaryPrimitives.ReadUInt32LittleEndian(_last.AsSpan(_kept - 4)) == (uint)decompressed;

    public override int Read(Span<byte> buffer)
    {
        var read = raw.Read(buffer);
        Watch(buffer[..read]);
        _position += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            raw.Dispose();
        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        var seam = bytes[..Math.Min(bytes.Length, HeaderLength)];
        seam.CopyTo(_last.AsSpan(_kept));
        Find(_last.AsSpan(0, _kept + seam.Length), _position - _kept);
        Find(bytes, _position);
        var tail = bytes[^Math.Min(bytes.Length, HeaderLength)..];
        if (tail.Length < HeaderLength)
        {
            // A short read: what was kept before is still among the last bytes.
            var all = _kept + tail.Length;
            var drop = Math.Max(0, all - HeaderLength);
            _last.AsSpan(drop, all - drop).CopyTo(_last);
            _kept = all - drop;
            return;
        }

        tail.CopyTo(_last);
        _kept = tail.Length;
    }

    /// <summary>Looks for the header of a further member; its fixed fields make a chance hit one in 100 GB.</summary>
    private void Find(ReadOnlySpan<byte> bytes, long offset)
    {
        while (!_hasMoreMembers && bytes.IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]) is var at and >= 0)
        {
            var header = bytes[at..];
            _hasMoreMembers = offset + at > 0 && header.Length >= HeaderLength && (header[3] & 0xE0) == 0
                && header[8] is 0 or 2 or 4 && header[9] is <= 13 or 255;
            offset += at + 1;
            bytes = header[1..];
        }
    }
}
