using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace Pith.Tokens;

/// <summary>Width and height of a picture.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    // Segments of metadata before the frame of a JPEG; cameras write about ten.
    private const int MostSegments = 512;

    /// <summary>
    /// Reads the size from the header of a PNG, GIF, WebP or JPEG as it stands in a request. Only the bytes that tell
    /// are decoded, wherever they lie.
    /// </summary>
    /// <param name="base64">The picture in base64, without white space.</param>
    /// <param name="size">Its size.</param>
    /// <returns>False where it is no such picture, or broken before its size.</returns>
    public static bool TryRead(ReadOnlySpan<byte> base64, out ImageSize size)
    {
        Span<byte> head = stackalloc byte[30];
        head = head[..Decode(base64, 0, head)];
        size = default;
        if (head.Length >= 24 && head[1..].StartsWith("PNG\r\n"u8))
            size = new(BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
        else if (head.Length >= 10 && head.StartsWith("GIF8"u8))
            size = new(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]));
        else if (head.Length >= 30 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            size = WebP(head);
        else if (head.Length >= 4 && head[0] == 0xFF && head[1] == 0xD8)
            size = Jpeg(base64);
        return size is { Width: > 0, Height: > 0 };
    }

    /// <summary>The three ways a WebP says its size: lossy, lossless, extended.</summary>
    private static ImageSize WebP(ReadOnlySpan<byte> head)
    {
        var kind = head[12..16];
        if (kind.SequenceEqual("VP8 "u8))
            return new(BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF);
        if (kind.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return new((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
        }

        return kind.SequenceEqual("VP8X"u8)
            ? new((head[24] | head[25] << 8 | head[26] << 16) + 1, (head[27] | head[28] << 8 | head[29] << 16) + 1)
            : default;
    }

    /// <summary>Goes from segment to segment to the frame header, which may lie behind a large profile.</summary>
    private static ImageSize Jpeg(ReadOnlySpan<byte> base64)
    {
        Span<byte> segment = stackalloc byte[9];
        var at = 2L;
        for (var i = 0; i < MostSegments; i++)
        {
            var length = Decode(base64, at, segment);
            if (length < 4 || segment[0] != 0xFF)
                return default;
            var marker = segment[1];
            if (marker == 0xFF)
                at++; // fill
            else if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
                at += 2; // no length
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return length < 9 ? default : new(BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]));
            else
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
        }

        return default;
    }

    /// <summary>Decodes the bytes from <paramref name="at"/> on, as many as fit and are there.</summary>
    private static int Decode(ReadOnlySpan<byte> base64, long at, Span<byte> bytes)
    {
        var group = at / 3 * 4;
        if (group >= base64.Length)
            return 0;
        Span<byte> window = stackalloc byte[48];
        var skip = (int)(at % 3);
        var groups = Math.Min((bytes.Length + skip + 2) / 3, window.Length / 3);
        var length = (int)Math.Min(groups * 4, base64.Length - group);
        var text = base64.Slice((int)group, length);
        var status = Base64.DecodeFromUtf8(text, window, out _, out var written, isFinalBlock: group + length == base64.Length);
        if (status is not (OperationStatus.Done or OperationStatus.NeedMoreData) || written <= skip)
            return 0;
        var found = window[skip..written];
        found = found[..Math.Min(found.Length, bytes.Length)];
        found.CopyTo(bytes);
        return found.Length;
    }
}
