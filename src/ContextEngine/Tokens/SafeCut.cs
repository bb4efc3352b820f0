namespace Pith.Tokens;

/// <summary>
/// Places where a piece starts in both published patterns, whatever stands before or behind: a text cut there counts as
/// the sum of its parts.
/// </summary>
/// <remarks>
/// (1) Between an ASCII letter or number and a space with an ASCII letter behind it: no piece goes on from a letter or
/// number into white space, and the space leads the word. (2) Between a line end and anything but white space and a
/// slash: line ends are only ever followed by more white space, or by slashes, in a piece.
/// Neither side looks across: what stands behind ends the left piece as the end of the text would.
/// </remarks>
internal static unsafe class SafeCut
{
    /// <summary>The last such place, or zero.</summary>
    public static int Last(ReadOnlySpan<byte> text, CharacterClasses classes)
    {
        for (var i = text.Length - 2; i > 0; i--)
            if (IsCut(text, i, classes))
                return i;
        return 0;
    }

    /// <summary>Whether position <paramref name="i"/> of a valid text, with something on both sides, is such a place.</summary>
    public static bool IsCut(ReadOnlySpan<byte> text, int i, CharacterClasses classes)
    {
        var next = text[i];
        if (next == ' ')
            return char.IsAsciiLetterOrDigit((char)text[i - 1]) && i + 1 < text.Length && char.IsAsciiLetter((char)text[i + 1]);
        if (text[i - 1] is not ((byte)'\n' or (byte)'\r') || next is (byte)'/' or <= (byte)' ')
            return false;
        fixed (byte* p = text)
            return next < 0x80 || classes.At(p + i, out _) < CharacterClass.Space;
    }
}
