namespace Pith.Compaction.Selection;

/// <summary>How likely each line of the history is needed again, by the weights fitted on recorded sessions.</summary>
internal static class LineScores
{
    /// <summary>Writes a probability by line; 0 for lines that a newer one repeats.</summary>
    public static void Write(LineHistory lines, LineFeatures features, ReadOnlySpan<float> weights, Span<float> scores)
    {
        Span<float> x = stackalloc float[LineFeatures.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = 0;
            if (!lines.IsNewest(i) || !features.Write(i, x))
                continue;
            var sum = 0.0;
            for (var f = 0; f < x.Length; f++)
                sum += x[f] * weights[f];
            scores[i] = (float)(1 / (1 + PortableMath.Exp(-sum)));
        }
    }
}
