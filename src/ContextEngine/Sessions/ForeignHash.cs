using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Pith.Sessions;

/// <summary>
/// A SHA-256 that says whether a file still begins as it did, at a cost that does not grow with it: of all bytes up to
/// 16 MB (25 ms), beyond that of 256 windows of 64 KB, evenly spread from the first byte to the last. Whatever moves bytes,
/// shortens or rewrites the file is seen; a change in place between two windows of a larger file is not.
/// </summary>
internal static class ForeignHash
{
    private const int Window = 64 << 10, Windows = 256;

    /// <summary>The hash of the first bytes of a file, in hexadecimal digits.</summary>
    public static string Of(SafeFileHandle file, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Window];
        var isWhole = length <= (long)Window * Windows;
        for (var i = 0; isWhole ? (long)i * Window < length : i < Windows; i++)
        {
            var at = isWhole ? (long)i * Window : (long)((UInt128)(length - Window) * (uint)i / (Windows - 1));
            hash.AppendData(buffer, 0, Read(file, buffer.AsSpan(0, (int)Math.Min(Window, length - at)), at));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int Read(SafeFileHandle file, Span<byte> part, long at)
    {
        var read = 0;
        while (read < part.Length && RandomAccess.Read(file, part[read..], at + read) is > 0 and var some)
            read += some;
        return read;
    }
}
