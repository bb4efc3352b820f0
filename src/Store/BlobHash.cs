using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>The name of a blob: the SHA-256 of its bytes.</summary>
public readonly record struct BlobHash
{
    /// <summary>Bytes in a hash.</summary>
    public const int Size = 32;

    /// <summary>Hexadecimal digits in the full text form.</summary>
    public const int Digits = 2 * Size;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <summary>Wraps a digest that was computed elsewhere.</summary>
    /// <param name="sha256">Exactly <see cref="Size"/> bytes.</param>
    public BlobHash(ReadOnlySpan<byte> sha256)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256.Length, Size, nameof(sha256));
        first = BinaryPrimitives.ReadUInt64BigEndian(sha256);
        second = BinaryPrimitives.ReadUInt64BigEndian(sha256[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(sha256[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(sha256[24..]);
    }

    /// <summary>The first sixteen hexadecimal digits as a number: what a handle shows.</summary>
    internal ulong Prefix => first;

    /// <summary>Hashes <paramref name="content"/>: about 0.7 GB/s, no allocation.</summary>
    public static BlobHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[Size];
        SHA256.HashData(content, digest);
        return new BlobHash(digest);
    }

    /// <summary>Reads the full text form, <see cref="Digits"/> hexadecimal digits of either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out BlobHash hash)
    {
        hash = default;
        Span<byte> digest = stackalloc byte[Size];
        if (hex.Length != Digits
            || Convert.FromHexString(hex, digest, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        hash = new BlobHash(digest);
        return true;
    }

    /// <summary>The order of the text forms.</summary>
    internal int CompareTo(BlobHash other) => (first, second, third, fourth).CompareTo((other.first, other.second, other.third, other.fourth));

    /// <summary>Copies the digest to the first <see cref="Size"/> bytes of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], fourth);
    }

    /// <summary>Fills <paramref name="destination"/> with the leading hexadecimal digits as UTF-8, at most <see cref="Digits"/>.</summary>
    public void WriteHex(Span<byte> destination)
    {
        Span<byte> digest = stackalloc byte[Size];
        CopyTo(digest);
        for (var i = 0; i < destination.Length; i++)
        {
            var nibble = (i & 1) == 0 ? digest[i >> 1] >> 4 : digest[i >> 1] & 15;
            destination[i] = "0123456789abcdef"u8[nibble];
        }
    }

    /// <summary>All <see cref="Digits"/> hexadecimal digits, lower case.</summary>
    public override string ToString()
    {
        Span<byte> digest = stackalloc byte[Size];
        CopyTo(digest);
        return Convert.ToHexStringLower(digest);
    }
}
