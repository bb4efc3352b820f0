using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using ZstdSharp;

namespace Pith.Store;

/// <summary>
/// The frames of one blob file or pack, any one at a time: read, checked against the CRC of its stored bytes, decoded
/// into a buffer of one frame (256 KB), checked again. Throws <see cref="DamagedBlobException"/>. Not thread-safe.
/// </summary>
internal sealed class FrameReader : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly BlobTrailer trailer;
    private readonly Decompressor decompressor = new();
    private byte[] raw = ArrayPool<byte>.Shared.Rent(BlobTrailer.FrameSize);
    private byte[] stored = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(BlobTrailer.FrameSize));
    private ReadOnlyMemory<byte> lines;
    private int loaded = -1;

    private FrameReader(SafeFileHandle file, string path)
    {
        this.file = file;
        Path = path;
        try
        {
            trailer = BlobTrailer.Read(file, path);
            BlobSection.Read(file, path, trailer.SectionsStart, trailer.SectionsLength, Take);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    public long RawLength => trailer.RawLength;

    public int FrameCount => trailer.FrameCount;

    /// <summary>The frame that holds this raw byte; the last one for all beyond the end.</summary>
    public int FrameAt(long position) => (int)Math.Min(position / BlobTrailer.FrameSize, trailer.FrameCount - 1);

    public long StoredLength => RandomAccess.GetLength(file);

    /// <summary>The payload of the pack's index; null in a blob.</summary>
    public ReadOnlyMemory<byte>? Members { get; private set; }

    /// <summary>Whether the newlines of each frame are known without reading it.</summary>
    public bool HasLines => !lines.IsEmpty && Members is null;

    /// <summary>Opens a file; null when there is none.</summary>
    public static FrameReader? Open(string path)
    {
        try
        {
            return new FrameReader(File.OpenHandle(path, share: FileShare.Read | FileShare.Delete), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is (IOException and not StoreException) or UnauthorizedAccessException)
        {
            throw StoreException.From("read", path, error);
        }
    }

    /// <summary>Newlines in a frame, from the table; only where <see cref="HasLines"/>.</summary>
    public uint LinesIn(int frame) => BinaryPrimitives.ReadUInt32LittleEndian(lines.Span[(4 * frame)..]);

    /// <summary>Checks the stored bytes of the frames that hold a range, without decompressing them: as fast as the disk.</summary>
    public void CheckStored(long start, long length)
    {
        for (var frame = FrameAt(start); frame <= FrameAt(Math.Max(start, start + length - 1)); frame++)
            ReadStored(frame);
    }

    /// <summary>The content of a frame, valid until the next call. Cost: nothing when it was the last one asked for.</summary>
    public ReadOnlySpan<byte> Load(int frame)
    {
        ObjectDisposedException.ThrowIf(raw.Length == 0, this);
        var length = trailer.RawLengthOf(frame);
        if (frame == loaded)
            return raw.AsSpan(0, length);
        loaded = -1;
        try
        {
            if (decompressor.Unwrap(ReadStored(frame), raw.AsSpan(0, BlobTrailer.FrameSize)) != length)
                throw new DamagedBlobException(Path, "holds a frame of the wrong length");
        }
        catch (ZstdException error)
        {
            throw new DamagedBlobException(Path, "holds a frame that does not decompress", error);
        }

        loaded = frame;
        return raw.AsSpan(0, length);
    }

    public void Dispose()
    {
        file.Dispose();
        decompressor.Dispose();
        // Swapped out first: a second Dispose must not return a buffer that is someone else's by then.
        foreach (var buffer in new[] { Interlocked.Exchange(ref raw, []), Interlocked.Exchange(ref stored, []) })
            if (buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(buffer);
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
            throw StoreException.From("read", Path, error);
        }

        if (read != bytes.Length || Crc32C.Of(bytes) != trailer.ChecksumOf(frame))
            throw new DamagedBlobException(Path, "holds bytes that fail their checksum");
        return bytes;
    }

    private void Take(uint tag, ReadOnlyMemory<byte> payload)
    {
        if (tag == BlobSection.Members && Members is null)
            Members = payload;
        else if (tag == BlobSection.Lines && lines.IsEmpty && payload.Length == 4 * trailer.FrameCount)
            lines = payload;
        else
            throw new DamagedBlobException(Path, "has a section that contradicts the rest");
    }
}
