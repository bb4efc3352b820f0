using System.Text;

namespace Pith.Tools.Files;

/// <summary>What kind of content a file has, judged by its first bytes.</summary>
/// <param name="Encoding">How its text is to be decoded; null for UTF-8 and for what is no text.</param>
/// <param name="Mark">Bytes of its byte order mark.</param>
/// <param name="NotText">What it is instead of text, in words; null for text.</param>
internal readonly record struct FileForm(Encoding? Encoding, int Mark, string? NotText)
{
    /// <summary>Bytes worth looking at; git and ripgrep look at about as many.</summary>
    public const int Sample = 8192;

    /// <summary>UTF-16 that refuses what is no text, so that what is decoded encodes to the same bytes again.</summary>
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    public static FileForm Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
            return new FileForm(null, 3, null);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && !head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return new FileForm(LittleEndian, 2, null);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new FileForm(BigEndian, 2, null);
        return new FileForm(null, 0, Known(head) ?? (head[..Math.Min(head.Length, Sample)].Contains((byte)0) ? "a binary file" : null));
    }

    private static string? Known(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) => "a PNG picture",
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "a JPEG picture",
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => "a GIF picture",
        _ when head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8) => "a WebP picture",
        _ when head.StartsWith("%PDF-"u8) => "a PDF document",
        _ when head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]) => "a ZIP archive",
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => "gzip-compressed",
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F']) => "an ELF binary",
        _ => null,
    };
}
