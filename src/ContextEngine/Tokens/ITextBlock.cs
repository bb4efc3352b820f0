namespace Pith.Tokens;

/// <summary>
/// Sixty-four bytes of text in vector registers, asked one question at a time; bit i of an answer is about byte i.
/// One implementation for each width of register, so that the splitting loop is compiled once for each.
/// </summary>
internal unsafe interface ITextBlock<TSelf>
    where TSelf : struct, ITextBlock<TSelf>
{
    /// <summary>Whether this processor has the registers. A constant where the compiler knows.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Reads <see cref="TextBlock.Length"/> bytes.</summary>
    static abstract TSelf Load(byte* p);

    /// <summary>The position of the lowest bit that is set; one is.</summary>
    static abstract int Lowest(ulong bits);

    /// <summary>The bytes from <paramref name="first"/> to <paramref name="last"/>.</summary>
    ulong InRange(byte first, byte last);

    /// <summary>The bytes that are <paramref name="value"/>.</summary>
    ulong Is(byte value);

    /// <summary>The bytes that are not ASCII.</summary>
    ulong Wide();
}
