using System.Buffers;
using System.Security.Cryptography;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Pith.Store;

/// <summary>
/// Content on its way in: hashed and compressed frame by frame into a file under <c>tmp/</c>, with two buffers of one
/// frame whatever its length. Disposing removes the file unless it was moved to its place.
/// </summary>
internal sealed class BlobSpool : IDisposable
{
    private readonly Disk disk;
    private readonly FileStream file;
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Compressor compressor;
    private readonly byte[] raw = ArrayPool<byte>.Shared.Rent(BlobTrailer.FrameSize);
    private readonly byte[] stored = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(BlobTrailer.FrameSize));
    private readonly List<(int Stored, uint Checksum)> frames = [];
    private long rawLength;
    private int filled;
    private bool moved;

    public BlobSpool(Disk disk, string folder, int level)
    {
        this.disk = disk;
        file = disk.CreateFile(System.IO.Path.Combine(folder, RandomNumberGenerator.GetHexString(32, lowercase: true)));
        compressor = new Compressor(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
    }

    public string Path => file.Name;

    /// <summary>Room for the next bytes; tell <see cref="Advance"/> how many came.</summary>
    public Span<byte> Free => raw.AsSpan(filled, BlobTrailer.FrameSize - filled);

    public void Advance(int count)
    {
        filled += count;
        if (filled == BlobTrailer.FrameSize)
            WriteFrame();
    }

    /// <summary>Ends the content and seals the file: when this returns, its bytes are on the disk under a temporary name.</summary>
    public BlobHash Finish()
    {
        if (filled > 0 || frames.Count == 0)
            WriteFrame();
        disk.Write(file, BlobTrailer.Write(rawLength, frames));
        disk.Seal(file);
        // Elsewhere the open file keeps its lock, the sign that it is in use; Windows does not move open files.
        if (OperatingSystem.IsWindows())
            file.Dispose();
        return new BlobHash(sha.GetHashAndReset());
    }

    /// <summary>Gives the file its final name. Returns false when that name is taken.</summary>
    public bool TryMoveTo(string path) => moved = disk.TryMove(Path, path);

    public void Dispose()
    {
        file.Dispose();
        if (!moved)
            disk.TryDelete(Path);
        compressor.Dispose();
        sha.Dispose();
        ArrayPool<byte>.Shared.Return(raw);
        ArrayPool<byte>.Shared.Return(stored);
    }

    private void WriteFrame()
    {
        var content = raw.AsSpan(0, filled);
        sha.AppendData(content);
        var frame = stored.AsSpan(0, compressor.Wrap(content, stored));
        disk.Write(file, frame);
        frames.Add((frame.Length, Crc32C.Of(frame)));
        rawLength += filled;
        filled = 0;
    }
}
