using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using ZstdSharp;

namespace Pith.Store;

/// <summary>
/// The content of a blob: seekable, one frame (256 KB) in memory, a seek decompresses one frame only. Every frame is
/// checked before and after decoding; when all were read in order the SHA-256 is checked before the last is handed
/// out. Reading throws <see cref="DamagedBlobException"/>. Not thread-safe; open one per thread.
/// </summary>
internal sealed class BlobStream : Stream
{
    private readonly SafeFileHandle file;
    private readonly string path;
    private readonly BlobHash hash;
    private readonly BlobTrailer trailer;
    private readonly Decompressor decompressor = new();
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] raw = ArrayPool<byte>.Shared.Rent(BlobTrailer.FrameSize);
    private byte[] stored = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(BlobTrailer.FrameSize));
    private int loaded = -1;
    private int hashed;
    private long position;

    public BlobStream(SafeFileHandle file, string path, BlobHash hash)
    {
        this.file = file;
        this.path = path;
        this.hash = hash;
        try
        {
            trailer = BlobTrailer.Read(file, path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => trailer.RawLength;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    /// <summary>Checks the stored bytes against their checksums without decompressing them: as fast as the disk.</summary>
    public void CheckStored()
    {
        for (var frame = 0; frame < trailer.FrameCount; frame++)
            ReadStored(frame);
    }

    /// <summary>Reads everything, so that every check there is has been made.</summary>
    public void CheckAll()
    {
        for (var frame = 0; frame < trailer.FrameCount; frame++)
            Load(frame);
    }

    public override int Read(Span<byte> buffer)
    {
        // Even an empty blob is decoded once: it may be a damaged full one.
        if (buffer.IsEmpty || (position >= Length && loaded >= 0))
            return 0;
        var frame = (int)Math.Min(position / BlobTrailer.FrameSize, trailer.FrameCount - 1);
        Load(frame);
        var start = (int)Math.Min(position - ((long)frame * BlobTrailer.FrameSize), trailer.RawLengthOf(frame));
        var count = Math.Min(buffer.Length, trailer.RawLengthOf(frame) - start);
        raw.AsSpan(start, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => Length,
    };

    public override void CopyTo(Stream destination, int bufferSize)
    {
        ArgumentNullException.ThrowIfNull(destination);
        do
        {
            var frame = (int)Math.Min(position / BlobTrailer.FrameSize, trailer.FrameCount - 1);
            Load(frame);
            var start = (int)Math.Min(position - ((long)frame * BlobTrailer.FrameSize), trailer.RawLengthOf(frame));
            destination.Write(raw, start, trailer.RawLengthOf(frame) - start);
            position += trailer.RawLengthOf(frame) - start;
        }
        while (position < Length);
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        decompressor.Dispose();
        sha.Dispose();
        // Swapped out first: a second Dispose must not return a buffer that is someone else's by then.
        foreach (var buffer in new[] { Interlocked.Exchange(ref raw, []), Interlocked.Exchange(ref stored, []) })
            if (buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(buffer);
        base.Dispose(disposing);
    }

    private void Load(int frame)
    {
        ObjectDisposedException.ThrowIf(raw.Length == 0, this);
        if (frame == loaded)
            return;
        loaded = -1;
        var length = trailer.RawLengthOf(frame);
        try
        {
            if (decompressor.Unwrap(ReadStored(frame), raw.AsSpan(0, BlobTrailer.FrameSize)) != length)
                throw new DamagedBlobException(path, "holds a frame of the wrong length");
        }
        catch (ZstdException error)
        {
            throw new DamagedBlobException(path, "holds a frame that does not decompress", error);
        }

        if (frame == hashed)
            Hash(raw.AsSpan(0, length));
        loaded = frame;
    }

    private ReadOnlySpan<byte> ReadStored(int frame)
    {
        var bytes = stored.AsSpan(0, trailer.StoredLengthOf(frame));
        int read;
        try
        {
            read = RandomAccess.Read(file, bytes, trailer.OffsetOf(frame));
        }
        catch (IOException error)
        {
            throw StoreException.From("read", path, error);
        }

        if (read != bytes.Length || Crc32C.Of(bytes) != trailer.ChecksumOf(frame))
            throw new DamagedBlobException(path, "holds bytes that fail their checksum");
        return bytes;
    }

    private void Hash(ReadOnlySpan<byte> content)
    {
        sha.AppendData(content);
        if (++hashed < trailer.FrameCount)
            return;
        Span<byte> digest = stackalloc byte[BlobHash.Size];
        sha.GetHashAndReset(digest);
        if (new BlobHash(digest) != hash)
            throw new DamagedBlobException(path, "does not hold the content it is named after");
    }
}
