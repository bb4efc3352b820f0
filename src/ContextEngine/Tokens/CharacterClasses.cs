using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>The class of every code point, from a two-stage table of 46 KB that is used in place.</summary>
internal readonly unsafe struct CharacterClasses
{
    private static readonly CharacterClasses Shared = new(EmbeddedBlock.Map("unicode.classes", out _));

    private readonly byte* table;

    private CharacterClasses(byte* table) => this.table = table;

    public static CharacterClasses Unicode => Shared;

    /// <summary>The class of the character at <paramref name="p"/>, which starts valid UTF-8, and its length in bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CharacterClass At(byte* p, out int width)
    {
        if (*p < 0x80)
        {
            width = 1;
            return (CharacterClass)table[CharacterClassLayout.IndexLength + *p];
        }

        return Wide(p, out width);
    }

    /// <summary>One for an ASCII character that a word may take along in front (neither letter, number nor line end), else zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LeadsWord(byte b)
    {
        // No branch: what a word begins with is a coin toss. Bytes that are not ASCII look at another block and are masked.
        const uint Leads = 1 << (int)CharacterClass.Other | 1 << (int)CharacterClass.Space;
        return (int)(Leads >> table[CharacterClassLayout.IndexLength + b] & ~(uint)b >> 7 & 1);
    }

    /// <summary>Whether a byte begins a character from U+5000 to U+9FFF: three bytes, and all of them letters without case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIdeograph(byte b) => (uint)(b - 0xE5) <= 0xE9 - 0xE5;

    /// <summary>The class of an ASCII character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CharacterClass OfAscii(byte b) => (CharacterClass)table[CharacterClassLayout.IndexLength + b];

    /// <summary>The class of a code point.</summary>
    public CharacterClass Of(int codePoint)
    {
        var block = Unsafe.ReadUnaligned<ushort>(table + (codePoint >> CharacterClassLayout.BlockBits) * sizeof(ushort));
        return (CharacterClass)table[CharacterClassLayout.IndexLength + (block << CharacterClassLayout.BlockBits) + (codePoint & (CharacterClassLayout.BlockLength - 1))];
    }

    private CharacterClass Wide(byte* p, out int width)
    {
        int lead = *p;
        if (lead < 0xE0)
        {
            width = 2;
            return Of((lead & 0x1F) << 6 | (p[1] & 0x3F));
        }

        if (lead < 0xF0)
        {
            width = 3;
            return Of((lead & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
        }

        width = 4;
        return Of((lead & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 | (p[3] & 0x3F));
    }
}
