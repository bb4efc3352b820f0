using System.Text;

namespace Pith.Vocabularies;

/// <summary>
/// The alphabet that byte-level vocabularies are written in: each byte is one character. Printable Latin-1 stands for
/// itself; the other bytes, in order, are the characters from U+0100 on.
/// </summary>
internal static class ByteAlphabet
{
    private const int Shifted = 0x100, Last = 0x143;

    private static readonly short[] Bytes = Invert();

    /// <summary>The bytes that a token in this alphabet stands for.</summary>
    /// <returns>Whether all of it is of this alphabet.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, Span<byte> bytes, out int length)
    {
        for (length = 0; !utf8.IsEmpty; length++)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var width);
            utf8 = utf8[width..];
            if (rune.Value > Last || Bytes[rune.Value] < 0)
                return false;
            bytes[length] = (byte)Bytes[rune.Value];
        }

        return true;
    }

    private static short[] Invert()
    {
        var bytes = new short[Last + 1];
        Array.Fill(bytes, (short)-1);
        var next = Shifted;
        for (var b = 0; b < 256; b++)
            bytes[b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? b : next++] = (short)b;
        return bytes;
    }
}
