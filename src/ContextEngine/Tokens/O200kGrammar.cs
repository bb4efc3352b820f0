using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>The pattern of <c>o200k_base</c>.</summary>
/// <remarks>
/// In its own order: a word that ends in lower case, a word in upper case (both with one leading character that is
/// neither letter, number nor line end, and an English contraction behind), up to three numbers, other characters with
/// one leading space and the line ends and slashes behind them, white space up to its last line end, white space
/// without its last character when something follows, white space.
/// </remarks>
internal readonly unsafe struct O200kGrammar : IGrammar
{
    public static bool SplitsCase => true;

    public static bool TakesSlashes => true;

    public static bool ContractionsJoin => true;

    public static int DigitsPerPiece => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Next(byte* p, byte* end, CharacterClasses classes)
    {
        // Words of ASCII first: a letter, or one character that may lead a word and then a letter.
        if (end - p > 17)
        {
            var start = p + classes.LeadsWord(*p);
            var word = AsciiWord.UpperThenLower(start);
            if (word > 0)
                return Contraction(start + word, end);
        }

        return Any(p, end, classes);
    }

    private static byte* Any(byte* p, byte* end, CharacterClasses classes)
    {
        var first = classes.At(p, out var width);
        var q = p + width;
        switch (first)
        {
            case CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless or CharacterClass.Mark:
                // A mark could also be the leading character; every match ends at the same place either way.
                return Word(p, end, classes);
            case CharacterClass.Number:
                return Runs.Numbers(q, end, classes);
            case CharacterClass.Newline:
                return Runs.Spaces(p, end, classes, keepsTail: false);
        }

        var second = CharacterClass.Newline;
        if (q < end)
        {
            second = classes.At(q, out _);
            if (second is >= CharacterClass.Upper and <= CharacterClass.Mark)
                return Word(q, end, classes);
        }

        if (first == CharacterClass.Other)
            return Others(q, end, classes);
        return *p == ' ' && second == CharacterClass.Other ? Others(q, end, classes) : Runs.Spaces(p, end, classes, keepsTail: false);
    }

    /// <summary>The first two branches, behind the leading character; at least one letter or mark is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Word(byte* p, byte* end, CharacterClasses classes) => Contraction(Letters(p, end, classes), end);

    /// <summary>A word without its contraction; at least one letter or mark is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte* Letters(byte* p, byte* end, CharacterClasses classes)
    {
        // [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+: without a lower-case letter behind the first run, the
        // second takes its last caseless letter or mark back, and what follows that starts a piece of its own.
        byte* caseless = null;
        while (p < end)
        {
            if (CharacterClasses.IsIdeograph(*p))
            {
                caseless = p += 3;
                continue;
            }

            var c = classes.At(p, out var width);
            if (c == CharacterClass.Lower)
                return Lowers(p + width, end, classes);
            if (c is not (CharacterClass.Upper or CharacterClass.Caseless or CharacterClass.Mark))
                break;
            p += width;
            if (c != CharacterClass.Upper)
                caseless = p;
        }

        return caseless != null ? caseless : p;
    }

    private static byte* Lowers(byte* p, byte* end, CharacterClasses classes)
    {
        while (p < end && classes.At(p, out var width) is CharacterClass.Lower or CharacterClass.Caseless or CharacterClass.Mark)
            p += width;
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Contraction(byte* p, byte* end) => p < end && *p == '\'' ? p + Runs.ContractionLength(p, end) : p;

    /// <summary><c>[^\s\p{L}\p{N}]+[\r\n/]*</c>, behind its first character.</summary>
    private static byte* Others(byte* p, byte* end, CharacterClasses classes)
    {
        p = Runs.Others(p, end, classes);
        while (p < end && *p is (byte)'\r' or (byte)'\n' or (byte)'/')
            p++;
        return p;
    }
}
