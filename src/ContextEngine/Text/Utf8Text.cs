using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Pith.Text;

/// <summary>UTF-8 that came from anywhere, made well-formed.</summary>
public static class Utf8Text
{
    /// <summary>Whether there is nothing but white space, of Unicode's kind and the four ASCII separators: APIs strip both.</summary>
    /// <param name="utf8">Any bytes.</param>
    public static bool IsBlank(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            if (utf8[0] is > (byte)' ' and < 0x7F)
                return false;
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) != OperationStatus.Done || !Rune.IsWhiteSpace(rune) && rune.Value is not (>= 0x1C and <= 0x1F))
                return false;
            utf8 = utf8[consumed..];
        }

        return true;
    }

    /// <summary>Bytes that <see cref="CopyValid"/> may need for an input: a replacement takes three bytes.</summary>
    /// <param name="length">Bytes of input.</param>
    public static int ValidMaxLength(int length) => checked(length * 3);

    /// <summary>Bytes that <see cref="CopyValid"/> needs for this very input; reads it once.</summary>
    /// <param name="utf8">Any bytes.</param>
    public static int RoomFor(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? utf8.Length : ValidMaxLength(utf8.Length);

    /// <summary>Copies text, putting one U+FFFD for each maximal ill-formed subpart. Returns bytes written.</summary>
    /// <param name="utf8">Any bytes.</param>
    /// <param name="destination">At least <see cref="ValidMaxLength"/> bytes, or exactly enough for well-formed input.</param>
    public static int CopyValid(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        if (Utf8.IsValid(utf8))
        {
            utf8.CopyTo(destination);
            return utf8.Length;
        }

        var written = 0;
        while (!utf8.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            written += (status == OperationStatus.Done ? rune : Rune.ReplacementChar).EncodeToUtf8(destination[written..]);
            utf8 = utf8[consumed..];
        }

        return written;
    }

    /// <summary>The longest prefix of at most <paramref name="bytes"/> bytes that ends between characters.</summary>
    /// <param name="utf8">Well-formed text.</param>
    /// <param name="bytes">Bytes wanted.</param>
    public static int CutAt(ReadOnlySpan<byte> utf8, int bytes)
    {
        if (bytes >= utf8.Length)
            return utf8.Length;
        while (bytes > 0 && (utf8[bytes] & 0xC0) == 0x80)
            bytes--;
        return Math.Max(bytes, 0);
    }

    /// <summary>How many bytes at the end may be the beginning of a character that what follows completes: 0 to 3.</summary>
    /// <param name="utf8">Any bytes.</param>
    public static int OpenTail(ReadOnlySpan<byte> utf8)
    {
        for (var length = 1; length <= 3 && length <= utf8.Length; length++)
        {
            var lead = utf8[^length];
            if (lead is >= 0x80 and < 0xC0)
                continue;
            return lead >= 0xC0 && Rune.DecodeFromUtf8(utf8[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        }

        return 0;
    }
}
