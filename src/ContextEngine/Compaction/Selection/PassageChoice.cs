namespace Pith.Compaction.Selection;

/// <summary>
/// The best lines of one run at a price per token: what their use is worth, less what they and the gaps before them cost,
/// and with what neighbours are worth together. In or out, line by line, then back along the better choices: linear.
/// </summary>
internal static class PassageChoice
{
    /// <summary>What two neighbours are worth together beside what each is worth alone; 0.5 to 2 measured alike.</summary>
    public const double Together = 1;

    private const byte Enters = 1, WasInside = 2;

    /// <summary>Marks the chosen lines and says what they are worth and cost.</summary>
    /// <param name="use">Probability that a line is used.</param>
    /// <param name="lasting">Probability that a line is used, or that lines around it are.</param>
    /// <param name="tokens">Cost of each line.</param>
    /// <param name="price">Worth of a token elsewhere.</param>
    /// <param name="gap">Tokens of a gap mark.</param>
    /// <param name="chosen">Receives the choice.</param>
    /// <param name="ways">Scratch, at least as long.</param>
    public static (double Value, int Tokens) Best(ReadOnlySpan<float> use, ReadOnlySpan<float> lasting, ReadOnlySpan<int> tokens, double price, int gap, Span<bool> chosen, Span<byte> ways)
    {
        lasting = lasting[..use.Length];
        tokens = tokens[..use.Length];
        ways = ways[..use.Length];
        var (outside, inside, before, entrance) = (0.0, double.NegativeInfinity, 0f, price * gap);
        for (var i = 0; i < use.Length; i++) // the innermost loop of a plan: no NaN to ask for, no branch to mispredict
        {
            var (enter, stay) = (outside - entrance, inside + Together * float.MinNative(before, lasting[i]));
            ways[i] = (byte)((enter >= stay ? Enters : 0) | (inside > outside ? WasInside : 0));
            outside = double.MaxNative(outside, inside);
            inside = use[i] - price * tokens[i] + double.MaxNative(enter, stay);
            before = lasting[i];
        }

        var (state, cost) = (inside > outside, 0);
        for (var i = use.Length - 1; i >= 0; i--)
        {
            chosen[i] = state;
            if (state)
                cost += tokens[i] + ((ways[i] & Enters) != 0 ? gap : 0);
            state = state ? (ways[i] & Enters) == 0 : (ways[i] & WasInside) != 0;
        }

        return (Math.Max(inside, outside), cost);
    }
}
