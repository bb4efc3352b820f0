namespace Pith.Tokens;

/// <summary>What a window of a text that repeats a few bytes settles, for each place in those bytes where it may start.</summary>
internal sealed class RepeatedWindows
{
    /// <summary>Bytes of a window.</summary>
    public const int Length = 4096;

    private readonly byte[] pattern = new byte[Period.Longest];
    private readonly (int Cut, int Tokens)[] known = new (int, int)[Period.Longest];
    private int period;

    /// <summary>How much a window settles that starts so many bytes into the pattern, and in how many tokens; zero where not known.</summary>
    public ref (int Cut, int Tokens) this[int phase] => ref known[phase];

    /// <summary>Takes up a text that repeats a pattern from its start. What is known of the same pattern stays.</summary>
    public void Begin(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(pattern.AsSpan(0, period)))
            return;
        period = text.Length;
        text.CopyTo(pattern);
        known.AsSpan().Clear();
    }
}
