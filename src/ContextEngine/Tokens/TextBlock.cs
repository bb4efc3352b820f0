namespace Pith.Tokens;

/// <summary>What all widths of <see cref="ITextBlock{TSelf}"/> share.</summary>
internal static class TextBlock
{
    /// <summary>Bytes in a block: one for each bit of a word.</summary>
    public const int Length = 64;

    /// <summary>Bytes that must be readable where a block starts: a piece may start at its last byte, and a key takes sixteen.</summary>
    public const int Reach = Length + 16;
}
