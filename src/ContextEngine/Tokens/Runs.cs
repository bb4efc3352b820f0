namespace Pith.Tokens;

/// <summary>The runs that both published patterns share.</summary>
internal static unsafe class Runs
{
    /// <summary><c>\p{N}{1,3}</c>, behind its first character.</summary>
    public static byte* Numbers(byte* p, byte* end, CharacterClasses classes)
    {
        for (var i = 1; i < 3 && p < end && classes.At(p, out var width) == CharacterClass.Number; i++)
            p += width;
        return p;
    }

    /// <summary><c>[^\s\p{L}\p{N}]*</c>: everything but letters, numbers and white space; marks are in.</summary>
    public static byte* Others(byte* p, byte* end, CharacterClasses classes)
    {
        while (p < end && classes.At(p, out var width) is CharacterClass.Other or CharacterClass.Mark)
            p += width;
        return p;
    }

    /// <summary>
    /// White space: up to its last line end if it has one; else all of it at the end of the text, and all but its last
    /// character (if more than one) before anything else.
    /// </summary>
    /// <param name="p">Its first character.</param>
    /// <param name="end">The end of the text.</param>
    /// <param name="classes">The class table.</param>
    /// <param name="keepsTail">Whether white space at the end of the text stays whole even with a line end in it.</param>
    public static byte* Spaces(byte* p, byte* end, CharacterClasses classes, bool keepsTail)
    {
        var first = p;
        byte* lineEnd = null;
        byte* last = p;
        while (p < end)
        {
            var c = classes.At(p, out var width);
            if (c < CharacterClass.Space)
                break;
            last = p;
            p += width;
            if (c == CharacterClass.Newline)
                lineEnd = p;
        }

        if (p == end && (keepsTail || lineEnd == null))
            return p;
        if (lineEnd != null)
            return lineEnd;
        return last > first ? last : p;
    }

    /// <summary>
    /// The bytes of <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)</c> at an apostrophe, or zero. Without regard to case, s is also the
    /// long s (U+017F); the other letters have no such twin.
    /// </summary>
    public static int ContractionLength(byte* p, byte* end)
    {
        if (end - p < 2)
            return 0;
        var a = p[1] | 0x20;
        if (a is 's' or 't' or 'm' or 'd')
            return 2;
        if (end - p < 3)
            return 0;
        if (p[1] == 0xC5 && p[2] == 0xBF)
            return 3;
        var b = p[2] | 0x20;
        return (a, b) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }
}
