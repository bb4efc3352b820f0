using System.Buffers;
using System.Buffers.Binary;
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
    private readonly List<uint> lines = [];
    private int filled;
    private bool moved;

    public BlobSpool(Disk disk, string folder)
    {
        this.disk = disk;
        file = disk.CreateFile(System.IO.Path.Combine(folder, RandomNumberGenerator.GetHexString(32, lowercase: true)));
        compressor = new Compressor(BlobStore.Level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
    }

    public string Path => file.Name;

    /// <summary>Raw bytes so far.</summary>
    public long RawLength { get; private set; }

    /// <summary>Bytes in the file so far.</summary>
    public long StoredLength { get; private set; }

    /// <summary>Room for the next bytes, never empty; tell <see cref="Advance"/> how many came.</summary>
    public Span<byte> Free => raw.AsSpan(filled, BlobTrailer.FrameSize - filled);

    public void Advance(int count)
    {
        filled += count;
        RawLength += count;
        if (filled == BlobTrailer.FrameSize)
            WriteFrame();
    }

    public void Append(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            var part = content[..Math.Min(content.Length, Free.Length)];
            part.CopyTo(Free);
            content = content[part.Length..];
            Advance(part.Length);
        }
    }

    /// <summary>Ends the content and seals the file: when this returns, its bytes are on the disk under a temporary name.</summary>
    /// <param name="members">The payload of a pack's index; empty for a blob, which gets a table of lines where a search by line could save a frame.</param>
    public BlobHash Finish(ReadOnlySpan<byte> members = default)
    {
        if (filled > 0 || frames.Count == 0)
            WriteFrame();
        if (!members.IsEmpty)
            Write(BlobSection.Write(BlobSection.Members, members));
        else if (frames.Count > 1)
            Write(BlobSection.Write(BlobSection.Lines, LineTable()));
        Write(BlobTrailer.Write(RawLength, frames));
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
        lines.Add((uint)content.Count((byte)'\n'));
        var frame = stored.AsSpan(0, compressor.Wrap(content, stored));
        Write(frame);
        frames.Add((frame.Length, Crc32C.Of(frame)));
        filled = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        disk.Write(file, bytes);
        StoredLength += bytes.Length;
    }

    private byte[] LineTable()
    {
        var table = new byte[4 * lines.Count];
        for (var i = 0; i < lines.Count; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4 * i), lines[i]);
        return table;
    }
}
