namespace Pith.Tokens;

/// <summary>
/// The class table: 8,704 u16 block numbers, one per 128 code points, then blocks of 128 bytes, one class each.
/// Block 0 is ASCII. The compiler writes it, <c>CharacterClasses</c> reads it in place.
/// </summary>
internal static class CharacterClassLayout
{
    public const int BlockBits = 7;
    public const int BlockLength = 1 << BlockBits;
    public const int IndexLength = 0x110000 / BlockLength * sizeof(ushort);
}
