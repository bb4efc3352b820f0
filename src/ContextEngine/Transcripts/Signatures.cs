namespace Pith.Transcripts;

/// <summary>File formats that are no text, known by their first bytes.</summary>
public static class Signatures
{
    /// <summary>A name such as "a PNG image", or null for anything that may be text.</summary>
    /// <param name="head">The first bytes of a file.</param>
    public static string? NameOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return "a PNG image";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "a JPEG image";
        if (head.StartsWith("GIF8"u8))
            return "a GIF image";
        if (head.StartsWith("%PDF-"u8))
            return "a PDF document";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F']))
            return "a program (ELF)";
        if (head.StartsWith("PK\u0003\u0004"u8))
            return "a ZIP archive";
        if (head.StartsWith("SQLite format 3"u8))
            return "an SQLite database";
        return head.StartsWith("RIFF"u8) ? "a media file (RIFF)" : null;
    }
}
