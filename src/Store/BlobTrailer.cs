using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Pith.Store;

/// <summary>
/// The end of a blob file. A blob is zstd frames of <see cref="FrameSize"/> raw bytes, then skippable frames that any
/// zstd tool passes over: sections (<see cref="BlobSection"/>), ours (raw length, CRC-32C of each frame as stored,
/// CRC-32C of the trailer) and the seek table of the zstd seekable format. Every bit of the file is under a checksum
/// that is looked at before the decoder is.
/// </summary>
internal sealed class BlobTrailer
{
    /// <summary>Raw bytes in every frame but the last.</summary>
    public const int FrameSize = 256 * 1024;

    private const uint OurMagic = 0x184D2A5D;
    private const uint OurVersion = 0x31485450; // "PTH1"
    private const uint SeekTableMagic = 0x184D2A5E;
    private const uint SeekFooterMagic = 0x8F92EAB1;
    private const int OurFixed = 8 + 4 + 8 + 4;
    private const int SeekFixed = 8 + 9;
    private const int PerFrame = 4 + 8;

    private readonly long[] offsets;
    private readonly uint[] checksums;

    private BlobTrailer(long rawLength, long[] offsets, uint[] checksums)
    {
        RawLength = rawLength;
        this.offsets = offsets;
        this.checksums = checksums;
    }

    /// <summary>Bytes of content.</summary>
    public long RawLength { get; }

    /// <summary>Frames, at least one.</summary>
    public int FrameCount => checksums.Length;

    /// <summary>Where the sections between frames and trailer start.</summary>
    public long SectionsStart => offsets[^1];

    /// <summary>Bytes of those sections: see <see cref="BlobSection"/>.</summary>
    public long SectionsLength { get; private init; }

    public long OffsetOf(int frame) => offsets[frame];

    public int StoredLengthOf(int frame) => (int)(offsets[frame + 1] - offsets[frame]);

    public uint ChecksumOf(int frame) => checksums[frame];

    public int RawLengthOf(int frame) => (int)Math.Min(FrameSize, RawLength - ((long)frame * FrameSize));

    /// <summary>Frames that content of this length takes; empty content still takes one.</summary>
    public static long FramesFor(long rawLength) => Math.Max(1, (rawLength + FrameSize - 1) / FrameSize);

    /// <summary>Lays out the trailer for frames that were just written.</summary>
    public static byte[] Write(long rawLength, List<(int Stored, uint Checksum)> frames)
    {
        var ours = OurFixed + (4 * frames.Count);
        var bytes = new byte[ours + SeekFixed + (8 * frames.Count)];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, OurMagic);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], ours - 8);
        BinaryPrimitives.WriteUInt32LittleEndian(span[8..], OurVersion);
        BinaryPrimitives.WriteInt64LittleEndian(span[12..], rawLength);
        var seek = span[ours..];
        BinaryPrimitives.WriteUInt32LittleEndian(seek, SeekTableMagic);
        BinaryPrimitives.WriteInt32LittleEndian(seek[4..], seek.Length - 8);
        for (var i = 0; i < frames.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span[(20 + (4 * i))..], frames[i].Checksum);
            BinaryPrimitives.WriteInt32LittleEndian(seek[(8 + (8 * i))..], frames[i].Stored);
            BinaryPrimitives.WriteInt32LittleEndian(seek[(12 + (8 * i))..], (int)Math.Min(FrameSize, rawLength - ((long)i * FrameSize)));
        }

        var footer = seek[^9..];
        BinaryPrimitives.WriteInt32LittleEndian(footer, frames.Count);
        footer[4] = 0; // no per-frame checksums here: each frame carries its own, and ours come before decoding
        BinaryPrimitives.WriteUInt32LittleEndian(footer[5..], SeekFooterMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(span[(ours - 4)..], ChecksumOf(span, ours));
        return bytes;
    }

    /// <summary>Reads and checks the trailer: two reads, memory of 24 bytes for each 256 KB of content.</summary>
    public static BlobTrailer Read(SafeFileHandle file, string path)
    {
        var length = RandomAccess.GetLength(file);
        if (length == 0)
            throw new DamagedBlobException(path, "is empty");
        Span<byte> footer = stackalloc byte[9];
        if (length < OurFixed + SeekFixed + PerFrame || RandomAccess.Read(file, footer, length - 9) != 9)
            throw new DamagedBlobException(path, "is too short");
        var count = BinaryPrimitives.ReadUInt32LittleEndian(footer);
        var size = OurFixed + SeekFixed + (PerFrame * (long)count);
        if (BinaryPrimitives.ReadUInt32LittleEndian(footer[5..]) != SeekFooterMagic || count == 0 || size > length || size > Array.MaxLength)
            throw new DamagedBlobException(path, "is cut short or ends in foreign bytes");
        var bytes = new byte[size];
        if (RandomAccess.Read(file, bytes, length - size) != size)
            throw new DamagedBlobException(path, "is too short");
        return Parse(bytes, (int)count, length - size, path);
    }

    private static BlobTrailer Parse(ReadOnlySpan<byte> bytes, int count, long framesLength, string path)
    {
        var ours = OurFixed + (4 * count);
        var seek = bytes[ours..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != OurMagic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != OurVersion
            || BinaryPrimitives.ReadUInt32LittleEndian(seek) != SeekTableMagic)
            throw new DamagedBlobException(path, "is cut short or ends in foreign bytes");
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(ours - 4)..]) != ChecksumOf(bytes, ours))
            throw new DamagedBlobException(path, "has a trailer that fails its checksum");

        var rawLength = BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]);
        var offsets = new long[count + 1];
        var checksums = new uint[count];
        var largest = ZstdSharp.Compressor.GetCompressBound(FrameSize);
        for (var i = 0; i < count; i++)
        {
            checksums[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(20 + (4 * i))..]);
            var stored = BinaryPrimitives.ReadInt32LittleEndian(seek[(8 + (8 * i))..]);
            // Whoever forges a trailer with right checksums still cannot make us hold more than one frame.
            if (stored < 0 || stored > largest)
                throw new DamagedBlobException(path, "has a trailer that contradicts itself");
            offsets[i + 1] = offsets[i] + stored;
        }

        if (rawLength < 0 || FramesFor(rawLength) != count || offsets[count] > framesLength)
            throw new DamagedBlobException(path, "has a trailer that contradicts itself");
        return new BlobTrailer(rawLength, offsets, checksums) { SectionsLength = framesLength - offsets[count] };
    }

    // Over the whole trailer but for the four bytes that hold the result.
    private static uint ChecksumOf(ReadOnlySpan<byte> trailer, int ours) =>
        Crc32C.Of(trailer[..(ours - 4)]) ^ (0x9E3779B9u * Crc32C.Of(trailer[ours..]));
}
