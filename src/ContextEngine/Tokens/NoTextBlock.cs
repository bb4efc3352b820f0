namespace Pith.Tokens;

/// <summary>No block at all: text is split a character at a time.</summary>
internal readonly unsafe struct NoTextBlock : ITextBlock<NoTextBlock>
{
    public static bool IsSupported => false;

    public static NoTextBlock Load(byte* p) => default;

    public static nuint Lowest(ulong bits) => 0;

    public ulong InRange(byte first, byte last) => 0;

    public ulong Is(byte value) => 0;

    public ulong Wide() => 0;
}
