using System.Buffers.Binary;

namespace Pith.Tests.Conversations;

/// <summary>Pictures for tests, in base64.</summary>
internal static class Pictures
{
    /// <summary>One pixel.</summary>
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    /// <summary>The header of a JPEG of 2 by 1 pixels, as far as its size.</summary>
    public static readonly string Jpeg = Convert.ToBase64String([0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 1, 0, 2, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0]);

    /// <summary>The header of a PNG that says it is so large, with so many bytes behind it.</summary>
    public static string PngOf(int width, int height, int bytes = 0)
    {
        var png = new byte[33 + bytes];
        ((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8]).CopyTo(png);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return Convert.ToBase64String(png);
    }
}
