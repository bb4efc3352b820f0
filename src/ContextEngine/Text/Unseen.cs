using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pith.Text;

/// <summary>
/// What a text holds that nobody can see: characters that steer a terminal, turn the direction of text, separate, or have no width.
/// This is the one place that says which. The joiners of letters and emoji are no such thing: what they do is seen.
/// </summary>
public static class Unseen
{
    /// <summary>All of them in the basic plane: C0, DEL, C1, soft hyphen, marks of direction, no width, separators, annotations.</summary>
    public static string List { get; } = string.Concat(
        [.. Range(0, 0x20), .. Range(0x7F, 0x21), '\u00AD', '\u061C', '\u180E', '\u200B', '\u200E', '\u200F', .. Range(0x2028, 7), .. Range(0x2060, 0x10), '\uFEFF', .. Range(0xFFF9, 3)]);

    private static readonly SearchValues<char> Characters = SearchValues.Create(List);

    /// <summary>Whether it is one of them. So are, beyond the basic plane, tags, which spell ASCII, and what formats shorthand and music.</summary>
    public static bool Is(Rune rune) => rune.IsBmp ? Characters.Contains((char)rune.Value) : rune.Value is >= 0xE0000 and <= 0xE007F or >= 0x1BCA0 and <= 0x1BCA3 or >= 0x1D173 and <= 0x1D17A;

    /// <summary>
    /// Whether something could be hidden in it, where nothing is lost without it: also joiners, private and unassigned characters,
    /// and selectors of a glyph's variant, which are marks to Unicode; 256 of them write any bytes unseen.
    /// </summary>
    public static bool MayHide(Rune rune) => Is(rune) || IsVariation(rune.Value)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <summary>The text with something else in place of each.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="instead">What is put there.</param>
    /// <param name="kept">Those that may stay, such as line feeds.</param>
    public static string Replaced(string text, char instead, string kept = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().IndexOfAny(Characters) < 0 ? text : string.Create(text.Length, (text, instead, kept), static (plain, from) =>
        {
            for (var i = 0; i < plain.Length; i++)
                plain[i] = Characters.Contains(from.text[i]) && !from.kept.Contains(from.text[i], StringComparison.Ordinal) ? from.instead : from.text[i];
        });
    }

    private static bool IsVariation(int rune) => rune is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or >= 0x180B and <= 0x180D or 0x180F;

    private static IEnumerable<char> Range(int first, int count) => Enumerable.Range(first, count).Select(c => (char)c);
}
