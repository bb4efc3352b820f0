namespace Pith.Tokens;

/// <summary>The pattern of Mistral's Tekken: that of <c>o200k_base</c> without contractions, and with every number alone.</summary>
internal readonly unsafe struct TekkenGrammar : IGrammar
{
    public static byte* Next(byte* p, byte* end, CharacterClasses classes)
    {
        var first = classes.At(p, out var width);
        if (first == CharacterClass.Number)
            return p + width;
        if (IsLetter(first))
            return O200kGrammar.Letters(p, end, classes);
        if (first != CharacterClass.Newline && p + width < end && IsLetter(classes.At(p + width, out _)))
            return O200kGrammar.Letters(p + width, end, classes);
        return O200kGrammar.Next(p, end, classes); // the rest is the same, and no word is among it
    }

    private static bool IsLetter(CharacterClass c) => c is >= CharacterClass.Upper and <= CharacterClass.Mark;
}
