namespace Pith.Tokens;

/// <summary>The pattern of GPT-2, alone or behind a split at numbers.</summary>
/// <remarks>
/// In its own order: a lower-case English contraction; letters, numbers or other characters (marks among them) with one
/// leading space; white space without its last character when something follows; white space. Behind a split at numbers
/// the text before a number ends there, so white space stays whole and no number takes a space along.
/// </remarks>
internal readonly unsafe struct Gpt2Grammar<TNumbers> : IGrammar
    where TNumbers : struct, IGpt2Numbers
{
    public static byte* Next(byte* p, byte* end, CharacterClasses classes)
    {
        if (*p == '\'' && Contraction(p, end) is > 0 and var length)
            return p + length;
        var first = classes.At(p, out var width);
        if (*p == ' ' && p + 1 < end && classes.At(p + 1, out var next) is var second and < CharacterClass.Space
            && !(TNumbers.AreCutOff && second == CharacterClass.Number))
        {
            p++;
            (first, width) = (second, next);
        }

        if (first >= CharacterClass.Space)
            return Spaces(p, end, classes);
        if (first == CharacterClass.Number && TNumbers.StandAlone)
            return p + width;
        var kind = Kind(first);
        p += width;
        while (p < end && Kind(classes.At(p, out width)) == kind)
            p += width;
        return p;
    }

    /// <summary>Letters, numbers, white space and the rest, each as one class.</summary>
    private static CharacterClass Kind(CharacterClass c) => c switch
    {
        CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless => CharacterClass.Caseless,
        CharacterClass.Number => CharacterClass.Number,
        CharacterClass.Other or CharacterClass.Mark => CharacterClass.Other,
        _ => CharacterClass.Space,
    };

    private static byte* Spaces(byte* p, byte* end, CharacterClasses classes)
    {
        byte* first = p, last = p;
        while (p < end)
        {
            var c = classes.At(p, out var width);
            if (c < CharacterClass.Space)
                return TNumbers.AreCutOff && c == CharacterClass.Number ? p : last > first ? last : p;
            last = p;
            p += width;
        }

        return p;
    }

    /// <summary>The bytes of <c>'s|'t|'re|'ve|'m|'ll|'d</c>, or zero.</summary>
    private static int Contraction(byte* p, byte* end)
    {
        if (end - p < 2)
            return 0;
        if (p[1] is (byte)'s' or (byte)'t' or (byte)'m' or (byte)'d')
            return 2;
        return end - p >= 3 && (p[1], p[2]) is ((byte)'r', (byte)'e') or ((byte)'v', (byte)'e') or ((byte)'l', (byte)'l') ? 3 : 0;
    }
}
