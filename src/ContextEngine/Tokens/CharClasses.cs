using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>The class of every code point, from a two-stage table of 40 KB inside the binary.</summary>
internal static unsafe class CharClasses
{
    private const int StageOne = 0x110000 >> 8;

    private static readonly byte* Table = ((UnmanagedMemoryStream)typeof(CharClasses).Assembly.GetManifestResourceStream("unicode.classes")!).PositionPointer;

    /// <summary>The class of a code point below 0x110000.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharClass Of(uint codePoint) => (CharClass)Table[StageOne + (Table[codePoint >> 8] << 8) + (codePoint & 0xFF)];

    /// <summary>The class of the character at a place in well-formed UTF-8, and how many bytes it takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharClass At(ref byte text, int at, out int length)
    {
        uint lead = Unsafe.Add(ref text, at);
        if (lead < 0x80)
        {
            length = 1;
            return (CharClass)Table[StageOne + (Table[0] << 8) + lead];
        }

        return Of(Decode(ref text, at, lead, out length));
    }

    private static uint Decode(ref byte text, int at, uint lead, out int length)
    {
        uint Next(ref byte text, int k) => Unsafe.Add(ref text, at + k) & 0x3Fu;
        if (lead < 0xE0)
        {
            length = 2;
            return (lead & 0x1F) << 6 | Next(ref text, 1);
        }

        if (lead < 0xF0)
        {
            length = 3;
            return (lead & 0x0F) << 12 | Next(ref text, 1) << 6 | Next(ref text, 2);
        }

        length = 4;
        return (lead & 0x07) << 18 | Next(ref text, 1) << 12 | Next(ref text, 2) << 6 | Next(ref text, 3);
    }
}
