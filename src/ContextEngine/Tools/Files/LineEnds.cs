namespace Pith.Tools.Files;

/// <summary>Line ends of a text: LF, or CR LF.</summary>
internal static class LineEnds
{
    /// <summary>Whether most lines end in CR LF.</summary>
    public static bool AreMostlyCrLf(ReadOnlySpan<byte> text)
    {
        var pairs = text.Count("\r\n"u8);
        return pairs > 0 && pairs * 2 >= text.Count((byte)'\n');
    }

    /// <summary>CR LF becomes LF.</summary>
    public static byte[] ToLf(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
            if (text[i] != '\r' || i + 1 == text.Length || text[i + 1] != '\n')
                result[length++] = text[i];
        return result[..length];
    }

    /// <summary>A text that has only LF gets CR LF.</summary>
    public static byte[] ToCrLf(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length + text.Count((byte)'\n')];
        var length = 0;
        foreach (var b in text)
        {
            if (b == '\n')
                result[length++] = (byte)'\r';
            result[length++] = b;
        }

        return result;
    }
}
