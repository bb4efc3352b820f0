namespace Pith.Tokens;

/// <summary>
/// A piece that is longer than what a stream holds back: what kind it is, how far it reaches at least, and the stem that
/// stands for its counted part, so that the split goes on behind it as if all of it were still there.
/// </summary>
/// <remarks>
/// A stem is one or two ASCII characters that bring the state machine to where it was: in a run of upper or lower case,
/// of other characters, of the line ends behind those, or of white space.
/// </remarks>
internal readonly unsafe struct GiantPiece
{
    /// <summary>No continuation of the text ends the piece before this.</summary>
    public readonly byte* Least;

    private readonly CharacterClasses classes;
    private readonly byte* start;
    private readonly CharacterClass kind; // Lower for words, Other, or Space

    public GiantPiece(byte* start, byte* next, byte* end, CharacterClasses classes, bool marksAreLetters)
    {
        this.classes = classes;
        this.start = start;
        var first = classes.At(start, out var width);
        var second = classes.At(start + width, out _);
        kind = IsLetter(first, marksAreLetters) || (first != CharacterClass.Newline && IsLetter(second, marksAreLetters)) ? CharacterClass.Lower
            : first is CharacterClass.Other or CharacterClass.Mark || (*start == ' ' && second < CharacterClass.Space) ? CharacterClass.Other
            : CharacterClass.Space;
        Least = kind == CharacterClass.Space && IsAllSpaces(next, end) ? LeastOfSpaces(start, end) : next;
    }

    /// <summary>The stem for a piece that has been counted up to <paramref name="cut"/>.</summary>
    public PieceStem StemAt(byte* cut) => kind switch
    {
        CharacterClass.Lower => new(1, HasLower(cut) ? (byte)'a' : (byte)'A', 0),

        // Two, because one alone could lead a word.
        CharacterClass.Other => new(2, (byte)'!', HasLineEnd(cut) ? (byte)'\n' : (byte)'!'),
        _ => new(1, (byte)' ', 0),
    };

    private static bool IsLetter(CharacterClass c, bool marksAreLetters) =>
        c is CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless || (marksAreLetters && c == CharacterClass.Mark);

    /// <summary>Up to the last line end, or without the last character: both may still be followed by anything.</summary>
    private static byte* LeastOfSpaces(byte* start, byte* end)
    {
        var lineEnd = new ReadOnlySpan<byte>(start, (int)(end - start)).LastIndexOfAny((byte)'\r', (byte)'\n');
        if (lineEnd >= 0)
            return start + lineEnd + 1;
        do
            end--;
        while ((*end & 0xC0) == 0x80);
        return end;
    }

    private bool IsAllSpaces(byte* p, byte* end)
    {
        while (p < end && classes.At(p, out var width) >= CharacterClass.Space)
            p += width;
        return p == end;
    }

    private bool HasLineEnd(byte* cut) => new ReadOnlySpan<byte>(start, (int)(cut - start)).ContainsAny((byte)'\r', (byte)'\n');

    private bool HasLower(byte* cut)
    {
        for (var p = start; p < cut;)
        {
            if (classes.At(p, out var width) == CharacterClass.Lower)
                return true;
            p += width;
        }

        return false;
    }
}
