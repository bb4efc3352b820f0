namespace Pith.Budgets.Recordings;

/// <summary>The benchmark's unit: characters (Unicode scalars) divided by four, rounded up.</summary>
public static class CharTokens
{
    /// <summary>Characters of a token.</summary>
    public const int Size = 4;

    /// <summary>Tokens of a text; linear in its length.</summary>
    /// <param name="text">Any text.</param>
    public static int Of(ReadOnlySpan<char> text) => (Characters(text) + Size - 1) / Size;

    /// <summary>Characters of a text; a surrogate pair is one.</summary>
    /// <param name="text">Any text.</param>
    public static int Characters(ReadOnlySpan<char> text)
    {
        var pairs = 0;
        foreach (var c in text)
            pairs += char.IsLowSurrogate(c) ? 1 : 0;
        return text.Length - pairs;
    }
}
