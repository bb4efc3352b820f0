namespace Pith.Cli.Verbs;

/// <summary>Kinds of file that are surely no text, by their first bytes.</summary>
internal static class BinaryKind
{
    /// <summary>Bytes that must be there, if the file has them, for the answer to be sure.</summary>
    public const int Needed = 16;

    /// <summary>What the file is, as in "is a PNG picture"; null for what may be text.</summary>
    public static string? Of(ReadOnlySpan<byte> start) => start switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG picture",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG picture",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "a GIF picture",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "a WebP picture",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "a sound file",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "an MP4 or HEIC file",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "a PDF document",
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => "a ZIP archive (or an Office document)",
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "an ELF program",
        [0xCE or 0xCF, 0xFA, 0xED, 0xFE, ..] => "a Mach-O program",
        [0xCA, 0xFE, 0xBA, 0xBE, ..] => "a Java class or Mach-O program",
        [(byte)'M', (byte)'Z', 0x90, 0, ..] => "a Windows program",
        [0, (byte)'a', (byte)'s', (byte)'m', ..] => "a WebAssembly module",
        [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', (byte)'t', (byte)'e', (byte)' ', (byte)'f', ..] => "an SQLite database",
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => "an xz archive",
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, ..] => "a bzip2 archive",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "a 7-Zip archive",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "an Ogg file",
        [0, 0, 1, 0, ..] => "an icon",
        [(byte)'w', (byte)'O', (byte)'F', (byte)'F' or (byte)'2', ..] => "a font",
        _ => null,
    };
}
