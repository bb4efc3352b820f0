using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// Cuts well-formed UTF-8 into the pieces that the published split patterns match, one at a time: a hand-made machine
/// with the patterns' own order of alternatives and their backtracking. <see cref="HitEnd"/> says whether more text could
/// still change the piece.
/// </summary>
internal ref struct Splitter(ReadOnlySpan<byte> text, SplitPattern pattern)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly bool _o200k = pattern == SplitPattern.O200k;

    /// <summary>Whether the last piece was decided by the end of the text rather than by what stands behind it.</summary>
    public bool HitEnd { get; private set; }

    /// <summary>End of the piece that starts at <paramref name="start"/>, which must be the end of the piece before.</summary>
    public int Next(int start)
    {
        HitEnd = false;
        var first = At(start, out var length);
        if ((first & CharClass.White) != 0)
            return White(start, first, length);
        if ((first & CharClass.Number) != 0)
            return Number(start, length);
        return _o200k ? WordOrPunctuation(start, first, length) : OlderWordOrPunctuation(start, first, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly CharClass At(int at, out int length) =>
        CharClasses.At(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(_text), at, out length);

    /// <summary>End of the run of characters of a set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Run(int at, CharClass set)
    {
        while (at < _text.Length)
        {
            if ((At(at, out var length) & set) == 0)
                return at;
            at += length;
        }

        HitEnd = true;
        return at;
    }

    // ── o200k: [^\r\n\p{L}\p{N}]?[Lu Lt Lm Lo M]*[Ll Lm Lo M]+(?i:'s|'t|'re|'ve|'m|'ll|'d)? and the same with + and * ──

    private int WordOrPunctuation(int start, CharClass first, int length)
    {
        if ((first & CharClass.Letter) != 0)
            return Contraction(Word(start, start, anyCase: true));
        // One character that is neither letter, number nor newline may lead a word. A mark may also be a word by itself.
        var behind = start + length;
        if (Word(behind, start, anyCase: false) is var lower and >= 0)
            return Contraction(lower);
        if (first == CharClass.Mark && Word(start, start, anyCase: false) is var marks and >= 0)
            return Contraction(marks);
        if (Word(behind, start, anyCase: true) is var upper and >= 0)
            return Contraction(upper);
        return Punctuation(start);
    }

    /// <summary>
    /// End of a word from <paramref name="at"/>, or -1. The first alternative wants a lower-phase character at the end,
    /// and gives back upper ones until it has one; with <paramref name="anyCase"/> the second is tried too.
    /// </summary>
    private int Word(int at, int start, bool anyCase)
    {
        const CharClass upperPhase = CharClass.Upper | CharClass.Caseless | CharClass.Mark;
        const CharClass lowerPhase = CharClass.Lower | CharClass.Caseless | CharClass.Mark;
        var lastShared = -1; // end of the last character that both phases take
        var i = at;
        while (i < _text.Length)
        {
            var c = At(i, out var length);
            if ((c & upperPhase) == 0)
                break;
            i += length;
            if ((c & lowerPhase) != 0)
                lastShared = i;
        }

        HitEnd |= i >= _text.Length;
        if (i < _text.Length && At(i, out _) == CharClass.Lower)
            return Run(i, lowerPhase);
        if (lastShared >= 0)
            return lastShared;
        return anyCase && i > at ? i : -1;
    }

    private int Contraction(int end)
    {
        if (end >= _text.Length)
            return end;
        if (_text[end] != '\'')
            return end;
        var rest = _text[(end + 1)..];
        HitEnd |= rest.Length < 2;
        return end + ContractionLength(rest);
    }

    /// <summary>Bytes of 's 't 're 've 'm 'll 'd in any case, apostrophe included; 0 where there is none. U+017F folds to s.</summary>
    private static int ContractionLength(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            return 0;
        var first = rest[0] | 0x20;
        if (first is 's' or 't' or 'm' or 'd')
            return 2;
        if (rest.Length < 2)
            return 0;
        if (rest[0] == 0xC5 && rest[1] == 0xBF)
            return 3;
        return (first, rest[1] | 0x20) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    // ── cl100k: (?i:'s|…) | [^\r\n\p{L}\p{N}]?\p{L}+ ──

    private int OlderWordOrPunctuation(int start, CharClass first, int length)
    {
        if (_text[start] == '\'')
        {
            HitEnd |= _text.Length - start < 3;
            if (ContractionLength(_text[(start + 1)..]) is var contraction and > 0)
                return start + contraction;
        }

        var letters = (first & CharClass.Letter) != 0 ? start : start + length;
        var end = Run(letters, CharClass.Letter);
        return end > letters ? end : Punctuation(start);
    }

    // ── ` ?[^\s\p{L}\p{N}]+[\r\n/]*` (cl100k: `[\r\n]*`) ──

    private int Punctuation(int start)
    {
        var end = Run(_text[start] == ' ' ? start + 1 : start, CharClass.Other | CharClass.Mark);
        while (end < _text.Length && (_text[end] is (byte)'\r' or (byte)'\n' || _o200k && _text[end] == '/'))
            end++;
        HitEnd |= end >= _text.Length;
        return end;
    }

    // ── `\p{N}{1,3}` ──

    private int Number(int start, int length)
    {
        var end = start + length;
        for (var digits = 1; digits < 3; digits++)
        {
            if (end >= _text.Length)
            {
                HitEnd = true;
                return end;
            }

            if (At(end, out length) != CharClass.Number)
                return end;
            end += length;
        }

        return end;
    }

    // ── a space or other blank may lead a word or punctuation; else `\s*[\r\n]+ | \s+(?!\S) | \s+` ──

    private int White(int start, CharClass first, int length)
    {
        var behind = start + length;
        if (behind >= _text.Length)
        {
            HitEnd = true;
            return behind;
        }

        var next = At(behind, out _);
        if (first == CharClass.Space && (next & CharClass.White) == 0 && Leading(start, behind, next) is var led and >= 0)
            return led;
        return WhiteRun(start);
    }

    private int Leading(int start, int behind, CharClass next)
    {
        if (_o200k)
        {
            if ((next & (CharClass.Letter | CharClass.Mark)) != 0)
                return Contraction(Word(behind, start, anyCase: true));
        }
        else if ((next & CharClass.Letter) != 0)
        {
            return Run(behind, CharClass.Letter);
        }

        return _text[start] == ' ' && (next & (CharClass.Other | CharClass.Mark)) != 0 ? Punctuation(start) : -1;
    }

    private int WhiteRun(int start)
    {
        var newline = -1; // end of the last newline
        var last = start; // start of the last character
        var at = start;
        while (at < _text.Length)
        {
            var c = At(at, out var length);
            if ((c & CharClass.White) == 0)
                break;
            last = at;
            at += length;
            if (c == CharClass.Newline)
                newline = at;
        }

        if (at >= _text.Length)
        {
            HitEnd = true;
            return newline >= 0 ? newline : at;
        }

        if (newline >= 0)
            return newline;
        return last > start ? last : at;
    }
}
