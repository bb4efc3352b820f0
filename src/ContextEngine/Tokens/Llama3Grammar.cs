namespace Pith.Tokens;

/// <summary>The pattern of Llama 3 and its relatives, which is that of <c>cl100k_base</c> but for its end of text.</summary>
/// <remarks>
/// In its own order: an English contraction, letters with one leading character that is neither letter, number nor line
/// end, numbers, other characters with one leading space and the line ends behind them, white space up to its last line
/// end, white space without its last character when something follows, white space.
/// </remarks>
internal readonly unsafe struct Llama3Grammar<TRules> : IGrammar
    where TRules : struct, ILlama3Rules
{
    public static int DigitsPerPiece => TRules.NumbersStandAlone ? 1 : 3;

    public static byte* Next(byte* p, byte* end, CharacterClasses classes)
    {
        if (*p == '\'' && Runs.ContractionLength(p, end) is > 0 and var length)
            return p + length;
        var first = classes.At(p, out var width);
        var q = p + width;
        if (IsLetter(first))
            return Letters(q, end, classes);
        if (first == CharacterClass.Number)
            return TRules.NumbersStandAlone ? q : Runs.Numbers(q, end, classes);
        if (first == CharacterClass.Newline)
            return Runs.Spaces(p, end, classes, keepsTail: false);

        var second = CharacterClass.Newline;
        if (q < end)
        {
            second = classes.At(q, out var next);
            if (IsLetter(second))
                return Letters(q + next, end, classes);
        }

        if (first != CharacterClass.Space)
            return Others(q, end, classes);
        return *p == ' ' && IsOther(second) ? Others(q, end, classes) : Runs.Spaces(p, end, classes, keepsTail: false);
    }

    private static bool IsLetter(CharacterClass c) =>
        c is CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless || (TRules.MarksAreLetters && c == CharacterClass.Mark);

    private static bool IsOther(CharacterClass c) => c == CharacterClass.Other || (!TRules.MarksAreLetters && c == CharacterClass.Mark);

    private static byte* Letters(byte* p, byte* end, CharacterClasses classes)
    {
        while (p < end && IsLetter(classes.At(p, out var width)))
            p += width;
        return p;
    }

    private static byte* Others(byte* p, byte* end, CharacterClasses classes)
    {
        while (p < end && IsOther(classes.At(p, out var width)))
            p += width;
        while (p < end && *p is (byte)'\r' or (byte)'\n')
            p++;
        return p;
    }
}
