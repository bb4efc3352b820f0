using System.Runtime.Intrinsics;

namespace Pith.Compaction.Selection;

/// <summary>
/// What the best choices of a run are worth and cost at four prices at once: the sums of <see cref="PassageChoice"/>, lane by
/// lane the same to the last bit, without the lines themselves. They depend on each other from line to line, so one price alone
/// leaves the processor waiting.
/// </summary>
internal static class PassageTotals
{
    /// <summary>Worth of the best choices less their price, and their tokens.</summary>
    /// <param name="use">Probability that a line is used.</param>
    /// <param name="lasting">Probability that a line is used, or that lines around it are.</param>
    /// <param name="tokens">Cost of each line.</param>
    /// <param name="prices">Worth of a token elsewhere.</param>
    /// <param name="gap">Tokens of a gap mark.</param>
    public static (Vector256<double> Value, Vector256<double> Tokens) Best(ReadOnlySpan<float> use, ReadOnlySpan<float> lasting, ReadOnlySpan<int> tokens, Vector256<double> prices, int gap)
    {
        lasting = lasting[..use.Length];
        tokens = tokens[..use.Length];
        var (outside, inside) = (Vector256<double>.Zero, Vector256.Create(double.NegativeInfinity));
        var (outsideTokens, insideTokens) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (entrance, gapTokens, before) = (prices * gap, Vector256.Create((double)gap), 0f);
        for (var i = 0; i < use.Length; i++)
        {
            var enter = outside - entrance;
            var stay = inside + Vector256.Create(PassageChoice.Together * float.MinNative(before, lasting[i]));
            var (enters, wasInside) = (Vector256.GreaterThanOrEqual(enter, stay), Vector256.GreaterThan(inside, outside));
            var entered = Vector256.ConditionalSelect(enters, outsideTokens + gapTokens, insideTokens);
            outsideTokens = Vector256.ConditionalSelect(wasInside, insideTokens, outsideTokens);
            outside = Vector256.ConditionalSelect(wasInside, inside, outside);
            insideTokens = entered + Vector256.Create((double)tokens[i]);
            inside = Vector256.Create((double)use[i]) - prices * tokens[i] + Vector256.ConditionalSelect(enters, enter, stay);
            before = lasting[i];
        }

        var endsInside = Vector256.GreaterThan(inside, outside);
        return (Vector256.ConditionalSelect(endsInside, inside, outside), Vector256.ConditionalSelect(endsInside, insideTokens, outsideTokens));
    }
}
