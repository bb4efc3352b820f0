namespace Pith.Compaction.Selection;

/// <summary>How likely each line of the history is needed again, by the weights fitted on recorded sessions.</summary>
internal static class LineScores
{
    /// <summary>Lines whose exponentials are taken together.</summary>
    private const int Batch = 128;

    /// <summary>Writes a probability by line; 0 for lines that a newer one repeats.</summary>
    public static void Write(LineHistory lines, LineFeatures features, ReadOnlySpan<float> weights, Span<float> scores)
    {
        Span<float> x = stackalloc float[LineFeatures.Count];
        Span<double> sums = stackalloc double[Batch];
        Span<int> at = stackalloc int[Batch];
        var waiting = 0;
        scores.Clear();
        for (var i = 0; i < scores.Length; i++)
        {
            if (!lines.IsNewest(i) || !features.Write(i, x))
                continue;
            var sum = 0.0;
            for (var f = 0; f < x.Length; f++)
                sum += x[f] * weights[f];
            (sums[waiting], at[waiting++]) = (-sum, i);
            if (waiting < Batch)
                continue;
            Squash(sums, at, scores);
            waiting = 0;
        }

        Squash(sums[..waiting], at[..waiting], scores);
    }

    private static void Squash(Span<double> sums, ReadOnlySpan<int> at, Span<float> scores)
    {
        PortableMath.Exp(sums);
        for (var k = 0; k < at.Length; k++)
            scores[at[k]] = (float)(1 / (1 + sums[k]));
    }
}
