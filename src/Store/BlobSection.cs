using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Pith.Store;

/// <summary>
/// What a blob file may hold between its frames and its trailer: skippable zstd frames, each with a tag and a CRC-32C
/// over all of it, so that any zstd tool passes over them and no bit of them changes unnoticed.
/// </summary>
internal static class BlobSection
{
    /// <summary>Tag of the newlines in each frame, a u32 each.</summary>
    public const uint Lines = 0x454E494C; // "LINE"

    /// <summary>Tag of the members of a pack: see <see cref="PackIndex"/>.</summary>
    public const uint Members = 0x4B434150; // "PACK"

    private const uint Magic = 0x184D2A5C;
    private const int Fixed = 4 + 4 + 4 + 4; // magic, size, tag; CRC at the end

    /// <summary>Lays out a section.</summary>
    public static byte[] Write(uint tag, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[Fixed + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), tag);
        payload.CopyTo(bytes.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Crc32C.Of(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }

    /// <summary>Reads all sections of a file, checked, and hands each to <paramref name="take"/>. Memory: their size.</summary>
    public static void Read(SafeFileHandle file, string path, long start, long length, Action<uint, ReadOnlyMemory<byte>> take)
    {
        if (length == 0)
            return;
        if (length > Array.MaxLength)
            throw new DamagedBlobException(path, "has sections larger than any that are written");
        var bytes = new byte[length];
        if (RandomAccess.Read(file, bytes, start) != length)
            throw new DamagedBlobException(path, "is too short");
        for (var rest = bytes.AsMemory(); !rest.IsEmpty;)
        {
            var size = rest.Length < Fixed ? 0 : 8L + BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[4..]);
            if (size < Fixed || size > rest.Length || BinaryPrimitives.ReadUInt32LittleEndian(rest.Span) != Magic
                || Crc32C.Of(rest.Span[..(int)(size - 4)]) != BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[(int)(size - 4)..]))
                throw new DamagedBlobException(path, "has a section that fails its checksum");
            take(BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[8..]), rest[12..(int)(size - 4)]);
            rest = rest[(int)size..];
        }
    }
}
