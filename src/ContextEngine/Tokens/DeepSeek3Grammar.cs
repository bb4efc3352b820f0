using System.Globalization;

namespace Pith.Tokens;

/// <summary>The three splits of DeepSeek V3: numbers by three, Chinese and Japanese, and the rest by a pattern of its own.</summary>
/// <remarks>
/// The first two cut the text, so the third sees its end before a number or a Chinese character. Its branches, in order:
/// a punctuation mark of ASCII and the ASCII letters behind it; letters and marks, with one leading character that is
/// neither line end, letter, punctuation nor symbol; punctuation and symbols with one leading space and the line ends
/// behind them; white space as elsewhere. What no branch takes (control characters, unassigned ones) is a piece as far
/// as it goes.
/// </remarks>
internal readonly unsafe struct DeepSeek3Grammar : IGrammar
{
    private enum Kind : byte
    {
        Letter,
        Sign,
        Space,
        Newline,
        Number,
        Ideograph,
        Rest,
    }

    public static byte* Next(byte* p, byte* end, CharacterClasses classes)
    {
        var first = At(p, classes, out var width);
        var q = p + width;
        switch (first)
        {
            case Kind.Number:
                return Runs.Numbers(q, end, classes);
            case Kind.Ideograph or Kind.Letter:
                return Run(q, end, classes, first);
            case Kind.Sign when width == 1 && q < end && char.IsAsciiLetter((char)*q):
                while (q < end && char.IsAsciiLetter((char)*q))
                    q++;
                return q;
            case Kind.Sign:
                return Signs(q, end, classes);
            case Kind.Newline:
                return Spaces(p, end, classes);
        }

        var second = q < end ? At(q, classes, out _) : Kind.Number;
        if (second == Kind.Letter)
            return Run(q, end, classes, Kind.Letter);
        if (first == Kind.Rest)
            return Rest(q, end, classes);
        return *p == ' ' && second == Kind.Sign ? Signs(q, end, classes) : Spaces(p, end, classes);
    }

    private static byte* Run(byte* p, byte* end, CharacterClasses classes, Kind kind)
    {
        while (p < end && At(p, classes, out var width) == kind)
            p += width;
        return p;
    }

    private static byte* Signs(byte* p, byte* end, CharacterClasses classes)
    {
        p = Run(p, end, classes, Kind.Sign);
        while (p < end && *p is (byte)'\r' or (byte)'\n')
            p++;
        return p;
    }

    /// <summary>Up to the next character that some branch takes: any of another kind, or the last before letters.</summary>
    private static byte* Rest(byte* p, byte* end, CharacterClasses classes)
    {
        while (p < end && At(p, classes, out var width) == Kind.Rest && !(p + width < end && At(p + width, classes, out _) == Kind.Letter))
            p += width;
        return p;
    }

    private static byte* Spaces(byte* p, byte* end, CharacterClasses classes)
    {
        var behind = p;
        while (behind < end && classes.At(behind, out var width) >= CharacterClass.Space)
            behind += width;
        var isCut = behind < end && At(behind, classes, out _) is Kind.Number or Kind.Ideograph;
        return Runs.Spaces(p, isCut ? behind : end, classes, keepsTail: false);
    }

    private static Kind At(byte* p, CharacterClasses classes, out int width)
    {
        var c = classes.At(p, out width);
        if (width == 3 && IsIdeograph((*p & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F)))
            return Kind.Ideograph;
        return c switch
        {
            CharacterClass.Space => Kind.Space,
            CharacterClass.Newline => Kind.Newline,
            CharacterClass.Number => Kind.Number,
            CharacterClass.Other => IsSign(p, width) ? Kind.Sign : Kind.Rest,
            _ => Kind.Letter,
        };
    }

    /// <summary><c>[一-龥぀-ゟ゠-ヿ]</c>: the unified ideographs of Unicode 1, Hiragana and Katakana.</summary>
    private static bool IsIdeograph(int codePoint) => codePoint is (>= 0x4E00 and <= 0x9FA5) or (>= 0x3040 and <= 0x30FF);

    /// <summary><c>[\p{P}\p{S}]</c>, of what is neither letter, mark, number nor white space.</summary>
    private static bool IsSign(byte* p, int width)
    {
        var codePoint = width switch
        {
            1 => *p,
            2 => (*p & 0x1F) << 6 | (p[1] & 0x3F),
            3 => (*p & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F),
            _ => (*p & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 | (p[3] & 0x3F),
        };
        return CharUnicodeInfo.GetUnicodeCategory(codePoint) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol;
    }
}
