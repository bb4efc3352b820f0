namespace Pith.Tokens;

/// <summary>An estimate of a text that arrives in chunks: both exact counts and the shape, added up as it comes.</summary>
internal sealed class EstimateStream(Estimator estimator, int block)
{
    private readonly StreamCounter _o200k = new(TokenMeter.Exact(TokenCounter.O200k), block), _cl100k = new(TokenMeter.Exact(TokenCounter.Cl100k), block);
    private ByteShape _shape = new();

    public void Append(ReadOnlySpan<byte> chunk)
    {
        _o200k.Append(chunk);
        _cl100k.Append(chunk);
        _shape.Add(chunk);
    }

    /// <summary>The estimate of the text so far.</summary>
    public long Total
    {
        get
        {
            var parts = default(ContextParts);
            parts.Measure(_o200k.Total, _cl100k.Total, _shape);
            return TokenMeter.Rounded(estimator.EstimateText(parts));
        }
    }
}
