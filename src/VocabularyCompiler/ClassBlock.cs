using System.Buffers.Binary;
using System.Globalization;
using Pith.Tokens;

namespace Pith.VocabularyCompiler;

/// <summary>Lays the class of every code point out as <see cref="CharacterClassLayout"/> describes: a few dozen kilobytes.</summary>
internal static class ClassBlock
{
    public static byte[] Build()
    {
        var blocks = new List<byte[]>();
        var numbers = new Dictionary<string, int>();
        var index = new byte[CharacterClassLayout.IndexLength];
        for (var first = 0; first < 0x110000; first += CharacterClassLayout.BlockLength)
        {
            var block = new byte[CharacterClassLayout.BlockLength];
            for (var i = 0; i < block.Length; i++)
                block[i] = (byte)Of(first + i);
            if (!numbers.TryGetValue(Convert.ToHexString(block), out var number))
            {
                numbers.Add(Convert.ToHexString(block), number = blocks.Count);
                blocks.Add(block);
            }

            BinaryPrimitives.WriteUInt16LittleEndian(index.AsSpan(first / CharacterClassLayout.BlockLength * 2), checked((ushort)number));
        }

        return [.. index, .. blocks.SelectMany(b => b)];
    }

    private static CharacterClass Of(int codePoint) => codePoint switch
    {
        '\r' or '\n' => CharacterClass.Newline,
        (>= 9 and <= 13) or ' ' or 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000
            => CharacterClass.Space,
        _ => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClass.Upper,
            UnicodeCategory.LowercaseLetter => CharacterClass.Lower,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClass.Caseless,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Mark,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Number,
            _ => CharacterClass.Other,
        },
    };
}
