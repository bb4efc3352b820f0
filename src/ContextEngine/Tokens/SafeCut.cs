using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pith.Tokens;

/// <summary>
/// Places where a piece starts in both published patterns, whatever stands before or behind: a text cut there counts as
/// the sum of its parts. Nearly every end of a word is one, so the next is seldom more than a few bytes away.
/// </summary>
/// <remarks>
/// What decides is the character on each side.
/// (1) Behind a letter, before anything but a letter, a mark or an apostrophe: a letter is followed in its piece by
/// letters, marks or a contraction. (2) Behind a number, before anything but a number: a piece with numbers has nothing
/// else in it. (3) Before a number, behind anything but a number and white space. (4) Behind a line end, before anything
/// but white space and a slash: line ends are followed in their piece by more of these only.
/// White space is never the last character of the left part but for (4), since it is split by what follows it; in every
/// other case the left part ends as it would at the end of a text, and no pattern looks back.
/// The two characters must be whole. Broken UTF-8 is repaired on each side as it is in the whole.
/// </remarks>
public static class SafeCut
{
    private static readonly ulong Pairs = AllPairs();

    /// <summary>The first such place with something on both sides, at <paramref name="from"/> or behind it; -1 when there is none.</summary>
    /// <param name="utf8">Any bytes.</param>
    /// <param name="from">Where to begin to look.</param>
    public static int First(ReadOnlySpan<byte> utf8, int from = 1)
    {
        var classes = CharacterClasses.Unicode;
        for (var i = Math.Max(from, 1); i < utf8.Length; i++)
            if (IsCut(utf8, i, classes))
                return i;
        return -1;
    }

    /// <summary>The last such place with something on both sides; -1 when there is none.</summary>
    /// <param name="utf8">Any bytes.</param>
    public static int Last(ReadOnlySpan<byte> utf8)
    {
        var classes = CharacterClasses.Unicode;
        for (var i = utf8.Length - 1; i > 0; i--)
            if (IsCut(utf8, i, classes))
                return i;
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCut(ReadOnlySpan<byte> text, int i, CharacterClasses classes)
    {
        var (before, behind) = (text[i - 1], text[i]);
        return (before | behind) < 0x80
            ? Parts(classes.OfAscii(before), classes.OfAscii(behind), behind)
            : (behind & 0xC0) != 0x80 && IsWideCut(text, i, classes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsWideCut(ReadOnlySpan<byte> text, int i, CharacterClasses classes) =>
        Rune.DecodeLastFromUtf8(text[Math.Max(0, i - 4)..i], out var left, out _) == OperationStatus.Done
        && Rune.DecodeFromUtf8(text[i..], out var right, out _) == OperationStatus.Done
        && Parts(classes.Of(left.Value), classes.Of(right.Value), text[i]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Parts(CharacterClass before, CharacterClass behind, byte first) =>
        (Pairs >> ((int)before * 8 + (int)behind) & 1) != 0
        && !(first == '\'' && before is CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless)
        && !(first == '/' && before == CharacterClass.Newline);

    /// <summary>The four rules as one bit for each pair of classes: a row of eight for the class before.</summary>
    private static ulong AllPairs()
    {
        var pairs = 0UL;
        for (var before = CharacterClass.Other; before <= CharacterClass.Newline; before++)
            for (var behind = CharacterClass.Other; behind <= CharacterClass.Newline; behind++)
            {
                var parts = before switch
                {
                    CharacterClass.Upper or CharacterClass.Lower or CharacterClass.Caseless =>
                        behind is CharacterClass.Other or CharacterClass.Number or CharacterClass.Space or CharacterClass.Newline,
                    CharacterClass.Number => behind != CharacterClass.Number,
                    CharacterClass.Newline => behind < CharacterClass.Space,
                    CharacterClass.Space => false,
                    _ => behind == CharacterClass.Number,
                };
                pairs |= parts ? 1UL << ((int)before * 8 + (int)behind) : 0;
            }

        return pairs;
    }
}
