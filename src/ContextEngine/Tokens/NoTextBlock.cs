namespace Pith.Tokens;

/// <summary>No block: for grammars that are walked character by character on every processor.</summary>
internal readonly unsafe struct NoTextBlock : ITextBlock<NoTextBlock>
{
    public static bool IsSupported => false;

    public static NoTextBlock Load(byte* p) => throw new NotSupportedException();

    public static int Lowest(ulong bits) => throw new NotSupportedException();

    public ulong InRange(byte first, byte last) => throw new NotSupportedException();

    public ulong Is(byte value) => throw new NotSupportedException();

    public ulong Wide() => throw new NotSupportedException();
}
