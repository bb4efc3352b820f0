using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>The pattern of <c>cl100k_base</c>.</summary>
/// <remarks>
/// In its own order: an English contraction, letters with one leading character that is neither letter, number nor line
/// end, up to three numbers, other characters (marks among them) with one leading space and the line ends behind them,
/// white space at the end of the text, white space up to its last line end, white space without its last character
/// when something follows, one white space.
/// </remarks>
internal readonly unsafe struct Cl100kGrammar : IGrammar
{
    public static bool SplitsCase => false;

    public static bool TakesSlashes => false;

    public static bool ContractionsJoin => false;

    public static int DigitsPerPiece => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Next(byte* p, byte* end, CharacterClasses classes)
    {
        if (*p == '\'' && Runs.ContractionLength(p, end) is > 0 and var length)
            return p + length;

        // Words of ASCII first: a letter, or one character that may lead a word and then a letter.
        if (end - p > 17)
        {
            var start = p + classes.LeadsWord(*p);
            var word = AsciiWord.Letters(start);
            if (word > 0)
                return start + word;
        }

        return Any(p, end, classes);
    }

    private static byte* Any(byte* p, byte* end, CharacterClasses classes)
    {
        var first = classes.At(p, out var width);
        var q = p + width;
        switch (first)
        {
            case CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless:
                return Letters(q, end, classes);
            case CharacterClass.Number:
                return Runs.Numbers(q, end, classes);
            case CharacterClass.Newline:
                return Runs.Spaces(p, end, classes, keepsTail: true);
        }

        var second = CharacterClass.Newline;
        if (q < end)
        {
            second = classes.At(q, out var next);
            if (second is CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless)
                return Letters(q + next, end, classes);
        }

        if (first != CharacterClass.Space)
            return Others(q, end, classes);
        return *p == ' ' && second is CharacterClass.Other or CharacterClass.Mark
            ? Others(q, end, classes)
            : Runs.Spaces(p, end, classes, keepsTail: true);
    }

    private static byte* Letters(byte* p, byte* end, CharacterClasses classes)
    {
        while (p < end && classes.At(p, out var width) is CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless)
            p += width;
        return p;
    }

    /// <summary><c>[^\s\p{L}\p{N}]++[\r\n]*+</c>, behind its first character.</summary>
    private static byte* Others(byte* p, byte* end, CharacterClasses classes)
    {
        p = Runs.Others(p, end, classes);
        while (p < end && *p is (byte)'\r' or (byte)'\n')
            p++;
        return p;
    }
}
