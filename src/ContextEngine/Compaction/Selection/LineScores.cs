namespace Pith.Compaction.Selection;

/// <summary>How likely each line of the history is needed again, by the weights fitted on recorded sessions.</summary>
internal static class LineScores
{
    /// <summary>Probability by line; 0 for lines that a newer one repeats.</summary>
    public static float[] Of(LineHistory lines, LineFeatures features, ReadOnlySpan<float> weights)
    {
        var scores = new float[lines.Keys.Length];
        Span<float> x = stackalloc float[LineFeatures.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            if (!lines.Newest[i] || !features.Write(i, x))
                continue;
            var sum = 0.0;
            for (var f = 0; f < x.Length; f++)
                sum += x[f] * weights[f];
            scores[i] = (float)(1 / (1 + PortableMath.Exp(-sum)));
        }

        return scores;
    }
}
