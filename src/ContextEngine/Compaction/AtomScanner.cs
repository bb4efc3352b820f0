namespace Pith.Compaction;

/// <summary>
/// Finds the atoms of a text: paths, identifiers and long numbers that look like code, left to right. An atom has at
/// least six characters and a slash, an underscore, a dot, a digit or a step from lower to upper case. One look at each
/// byte: words are too short for searches that start up.
/// </summary>
internal ref struct AtomScanner(ReadOnlySpan<byte> text)
{
    private const int Shortest = 6, Longest = 200;

    /// <summary>What a byte is in a word. Marks may stand inside an atom, not at its ends.</summary>
    private const byte Part = 1, Mark = 2, Code = 4, Lower = 8, Upper = 16;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Where it stands in the text.</summary>
    public int Start { get; private set; }

    private static ReadOnlySpan<byte> Kinds =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 7, 7, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 3, 0, 0, 0, 0, 0, // - . / 0 to 9 :
        3, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 0, 0, 0, 0, 5, // @ A to Z _
        0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 1, 0, // a to z ~
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    public readonly AtomScanner GetEnumerator() => this;

    public bool MoveNext()
    {
        var text = _text;
        var kinds = Kinds;
        var at = _at;
        while (at < text.Length)
        {
            while (at < text.Length && (kinds[text[at]] & (Part | Mark)) != Part)
                at++; // between words, and marks that a word begins with
            var (start, end, before) = (at, at, 0);
            var (looks, pending) = (false, false); // like code; a mark that counts if the word goes on
            for (; at < text.Length && kinds[text[at]] is not 0 and var kind; at++)
            {
                if ((kind & Mark) != 0)
                    pending |= (kind & Code) != 0;
                else
                {
                    looks |= pending | (kind & Code) != 0 | (before & Lower) != 0 & (kind & Upper) != 0;
                    end = at + 1;
                }

                before = kind;
            }

            if (!looks || end - start is < Shortest or > Longest)
                continue;
            (_at, Start) = (at, start);
            Current = text[start..end];
            return true;
        }

        _at = at;
        return false;
    }
}
