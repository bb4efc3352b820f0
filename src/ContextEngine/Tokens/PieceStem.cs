namespace Pith.Tokens;

/// <summary>One or two ASCII characters that stand for the counted part of a piece, or none.</summary>
internal readonly record struct PieceStem(int Length, byte First, byte Second)
{
    /// <summary>Writes the stem and says how long it is.</summary>
    public int Write(Span<byte> destination)
    {
        if (Length > 0)
            destination[0] = First;
        if (Length > 1)
            destination[1] = Second;
        return Length;
    }
}
