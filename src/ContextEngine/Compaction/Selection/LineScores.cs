using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pith.Compaction.Selection;

/// <summary>How likely each line of the history is needed again, by the weights fitted on recorded sessions.</summary>
internal static class LineScores
{
    /// <summary>Lines whose exponentials are taken together; registers that hold the figures of a line, zeros behind them.</summary>
    private const int Batch = 128, Registers = (LineFeatures.Count + 7) / 8;

    /// <summary>Writes a probability by line; 0 for lines that a newer one repeats.</summary>
    public static void Write(ReadOnlySpan<HistoryLine> all, LineHistory lines, LineFeatures features, ReadOnlySpan<float> weights, Span<float> scores)
    {
        Span<Vector256<float>> x = stackalloc Vector256<float>[Registers], w = stackalloc Vector256<float>[Registers];
        x.Clear();
        w.Clear();
        weights.CopyTo(MemoryMarshal.Cast<Vector256<float>, float>(w));
        var figures = MemoryMarshal.Cast<Vector256<float>, float>(x)[..LineFeatures.Count];
        Span<double> sums = stackalloc double[Batch];
        Span<int> at = stackalloc int[Batch];
        var waiting = 0;
        scores.Clear();
        for (var i = 0; i < scores.Length; i++)
        {
            if (!lines.IsNewest(all[i]) || !features.Write(i, all[i], figures))
                continue;
            (sums[waiting], at[waiting++]) = (-Product(x, w), i);
            if (waiting < Batch)
                continue;
            Squash(sums, at, scores);
            waiting = 0;
        }

        Squash(sums[..waiting], at[..waiting], scores);
    }

    /// <summary>
    /// Products of floats, added as doubles: so near to each other as figures and weights are, no bit is lost, and it does not matter
    /// in which order they are added. Four sums do not wait for each other.
    /// </summary>
    private static double Product(ReadOnlySpan<Vector256<float>> x, ReadOnlySpan<Vector256<float>> w)
    {
        var sums = Vector256<double>.Zero;
        for (var f = 0; f < x.Length && f < w.Length; f++)
        {
            var (low, high) = Vector256.Widen(x[f] * w[f]);
            sums += low + high;
        }

        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }

    private static void Squash(Span<double> sums, ReadOnlySpan<int> at, Span<float> scores)
    {
        PortableMath.Exp(sums);
        for (var k = 0; k < at.Length; k++)
            scores[at[k]] = (float)(1 / (1 + sums[k]));
    }
}
