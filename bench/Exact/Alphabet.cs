using System.Text;

namespace Pith.Bench.Exact;

/// <summary>
/// Characters by what the split patterns see in them. Written out rather than asked of the runtime, so that a text does not
/// change with its version of Unicode.
/// </summary>
internal static class Alphabet
{
    public static readonly Rune[] Lower = Of("abcdefghijklmnopqrstuvwxyz");
    public static readonly Rune[] Upper = Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    public static readonly Rune[] Digit = Of("0123456789");
    public static readonly Rune[] Punctuation = Of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    /// <summary>What Chinese text is mostly made of.</summary>
    public static readonly Rune[] Cjk =
        Of("的一是不了人在有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长");

    /// <summary>Letters of several cases, with marks.</summary>
    public static readonly Rune[] Word = Of("aeinorstlmAEé中ـ\u0301ʰ");

    /// <summary>Everything by class: the ASCII of above, then lower, upper, title, modifier and other letters, marks, numbers, spaces, the rest; each with its astral part.</summary>
    public static readonly Rune[][] Classes =
    [
        Lower, Upper, Digit, Punctuation,
        Of("éßñøœſŀĳαωжяҽևɐꭰﬀ𐐨𝐚𝕫𝛂𞤢𐓘"), // Ll
        Of("ÉÑØŒΑΩЖЯҼԱꞍႠ𐐀𝐀𝕬𝛀𞤀𐒰"), // Lu
        Of("ǅǈǋᾈᾘᾨᾼῌ"), // Lt
        Of("ʰʲːˑᴬⁿₐﾞﾟー々ꜗ𞥋𐞁𖿠"), // Lm
        Of("中文字日本語あいアイ한글אבعربกขकखꙮªº𠀀𪚥𐤀𐎀𒀀𓀀"), // Lo
        Of("\u0301\u0302\u0323\u0308\u093F\u0903\u0E31\u20DD\u20E3\uFE0F\u05B0\u064B\U0001D165\U000E0100\U00011046"), // M
        Of("٠٣०९０９𝟎𝟙𝟿𑁦𞥐"), // Nd
        Of("ⅧⅪ〇〡𐅀𒐀½¼²③㊿𐄇𝍠"), // Nl, No
        Of(" \t\n\r\v\f\u0085\u00A0\u1680\u2000\u2003\u2009\u200A\u2028\u2029\u202F\u205F\u3000"), // White_Space
        Of("\0\u0007\u001B\u001C\u001D\u001E\u001F\u007F\u0080\u200B\u200D\u2060\uFEFF\u180E\u00AD"), // looks like space, or like nothing
        Of("€£¿¡«»“”‘’—–…→∑√≤™©°、。「」！？，：؟।·\uFFFD"),
        Of("🙂🎉🚀❤👩👨👧🏽💻🏳🌈🇺🇸🇩🇪🀄🃏𝄞"),
        [.. new[] { 0x0378, 0xE000, 0xF8FF, 0xFFFE, 0xFFFF, 0x1C89, 0x1C8A, 0xA7CB, 0x10D50, 0x10D70, 0x105C0, 0x16D63, 0x1E5D0, 0x1CCF0, 0x2EBF0, 0x323AF, 0xF0000, 0x10FFFF }.Select(c => new Rune(c))], // unassigned, private, new in Unicode 15.1 and 16
    ];

    public static readonly Rune[] White = Classes[12];

    /// <summary>Any scalar: half of them below U+3000, the rest from all planes.</summary>
    public static Rune Any(Dice dice)
    {
        while (true)
            if (Rune.TryCreate(dice.Next(2) == 0 ? dice.Next(0x3000) : dice.Next(4) == 0 ? dice.Next(0x110000) : dice.Next(0x32000), out var rune))
                return rune;
    }

    private static Rune[] Of(string text) => [.. text.EnumerateRunes()];
}
