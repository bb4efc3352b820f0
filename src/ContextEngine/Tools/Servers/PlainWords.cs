using System.Globalization;
using System.Text;

namespace Pith.Tools.Servers;

/// <summary>A server's own words about its tools, which a model reads as if they were ours: without what people cannot see, and of bounded length.</summary>
internal static class PlainWords
{
    /// <summary>The text without control, format and private characters and variation selectors, but for line feeds and tabs; cut at a length.</summary>
    public static string Of(string text, int most)
    {
        var plain = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= most)
                return plain.Append('…').ToString();
            if (rune.Value is '\n' or '\t' || !IsVariation(rune.Value) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                plain.Append(rune);
        }

        return plain.ToString();
    }

    /// <summary>Selectors of a glyph's variant are marks to Unicode; 256 of them write any bytes unseen.</summary>
    private static bool IsVariation(int rune) => rune is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or >= 0x180B and <= 0x180D or 0x180F;
}
