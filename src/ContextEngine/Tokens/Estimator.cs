namespace Pith.Tokens;

/// <summary>
/// Tokens of a model family as a weighted sum of what can be counted. The weights come from recorded usage
/// (docs/benchmarks.md, Calibration); an instance never changes and serves any number of threads.
/// </summary>
public sealed class Estimator
{
    // A report below this share of what the answer itself shows was written before the answer was complete.
    private const double PlausibleShare = 0.75;
    private const int PlausibleSlack = 10;

    private readonly double[] _weights;

    /// <summary>An estimate with these weights.</summary>
    /// <param name="weights">One for each <see cref="EstimateTerm"/>, in order.</param>
    /// <param name="step">The error where the provider reported the assistant's own output.</param>
    /// <param name="blind">The error where it did not, or where the report may be a placeholder.</param>
    /// <exception cref="ArgumentException">The weights are not as many as the terms, or not finite.</exception>
    public Estimator(ReadOnlySpan<double> weights, Spread step, Spread blind)
    {
        if (weights.Length != ContextParts.Terms)
            throw new ArgumentException($"{ContextParts.Terms} weights are needed, not {weights.Length}", nameof(weights));
        foreach (var weight in weights)
            if (!double.IsFinite(weight))
                throw new ArgumentException("a weight is not a finite number", nameof(weights));
        _weights = weights.ToArray();
        (Step, Blind) = (step, blind);
    }

    /// <summary>One weight for each <see cref="EstimateTerm"/>, in order.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The error where the provider reported the assistant's own output.</summary>
    public Spread Step { get; }

    /// <summary>The error where it did not, or where the report may be a placeholder.</summary>
    public Spread Blind { get; }

    /// <summary>Tokens of a stretch of conversation.</summary>
    /// <param name="parts">What it holds.</param>
    public double Estimate(in ContextParts parts) => Sum(parts, ContextParts.Terms) + parts.ByRule;

    /// <summary>Tokens of its texts alone, without what wraps them.</summary>
    /// <param name="parts">What it holds.</param>
    public double EstimateText(in ContextParts parts) => Sum(parts, ContextParts.TextTerms);

    /// <summary>
    /// Whether an output report can be believed: some clients record a placeholder that was written while the answer
    /// still streamed.
    /// </summary>
    /// <param name="reported">Output tokens as reported.</param>
    /// <param name="answer">What the answer holds.</param>
    public bool IsPlausible(long reported, in ContextParts answer) =>
        reported > 0 && reported >= PlausibleShare * Estimate(answer) - PlausibleSlack;

    private double Sum(in ContextParts parts, int terms)
    {
        var sum = 0.0;
        var values = parts.Values;
        for (var i = 0; i < terms; i++)
            sum += values[i] * _weights[i];
        return sum;
    }
}
