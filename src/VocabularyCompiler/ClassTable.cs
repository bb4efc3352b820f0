using System.Globalization;
using Pith.Tokens;

namespace Pith.VocabularyCompiler;

/// <summary>
/// The classes that the split patterns tell apart, for every code point: 4,352 block numbers (one byte, 256 code points
/// each), then the distinct blocks. Unicode version: that of the SDK's runtime, checked against the official ids in tests.
/// </summary>
internal static class ClassTable
{
    private const int BlockSize = 256, Blocks = 0x110000 / BlockSize;

    public static byte[] Compile()
    {
        var known = new Dictionary<string, byte>();
        var distinct = new List<byte[]>();
        var table = new byte[Blocks];
        for (var b = 0; b < Blocks; b++)
        {
            var block = new byte[BlockSize];
            for (var i = 0; i < BlockSize; i++)
                block[i] = (byte)ClassOf(b * BlockSize + i);
            var key = Convert.ToHexString(block);
            if (!known.TryGetValue(key, out table[b]))
            {
                known[key] = table[b] = checked((byte)distinct.Count);
                distinct.Add(block);
            }
        }

        return [.. table, .. distinct.SelectMany(d => d)];
    }

    private static CharClass ClassOf(int codePoint) => codePoint switch
    {
        '\r' or '\n' => CharClass.Newline,
        (>= 9 and <= 13) or ' ' or 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000 => CharClass.Space,
        _ => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharClass.Upper,
            UnicodeCategory.LowercaseLetter => CharClass.Lower,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharClass.Caseless,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharClass.Mark,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharClass.Number,
            _ => CharClass.Other,
        },
    };
}
