namespace Pith.Requests;

/// <summary>What a provider said when a request was too long. Figures that it did not name are 0.</summary>
public readonly record struct Refusal
{
    /// <summary>Cushion for what a scale learnt from one request may err by on the next: the mix of code and words changes.</summary>
    private const double Cushion = 0.95;

    /// <summary>The step down where nothing was learnt.</summary>
    private const double Blind = 0.8;

    /// <summary>Whose words these are; several houses may share them.</summary>
    public string Maker { get; init; }

    /// <summary>What is counted.</summary>
    public RefusalUnit Unit { get; init; }

    /// <summary>The most it takes, input and output together unless <see cref="Output"/> is 0.</summary>
    public long Limit { get; init; }

    /// <summary>What it counted of the input.</summary>
    public long Input { get; init; }

    /// <summary>Tokens of output that were asked for and counted against the limit.</summary>
    public long Output { get; init; }

    /// <summary>By how much the input is too long, where only that was said.</summary>
    public long Over { get; init; }

    /// <summary>
    /// How many tokens by our own count the next request may have: the limit, corrected by how the provider's count of the
    /// last request compares with ours. Always less than <paramref name="tokens"/>, by a twentieth at least; 0 at the end.
    /// </summary>
    /// <param name="tokens">The refused request by our count.</param>
    /// <param name="bytes">Its length as written.</param>
    public int BudgetAfter(int tokens, long bytes)
    {
        var room = Math.Max(0, Limit - Output);
        var counted = Input > 0 ? Input : Unit == RefusalUnit.Bytes ? bytes : 0;
        var budget = (Unit, Limit, counted) switch
        {
            (RefusalUnit.Characters, _, _) => tokens * Blind, // one text, whichever
            (_, > 0, > 0) => tokens * Math.Min(1, (double)room / counted) * Cushion,
            (_, > 0, _) => Math.Min(room, tokens * Blind),
            _ when Over > 0 => Math.Min((tokens - Over) * Cushion, tokens * Cushion),
            _ => tokens * Blind,
        };
        // A count that is below the limit, or an excess above all we have, teaches nothing.
        if (budget <= 0 || counted > 0 && Limit > 0 && counted <= room)
            budget = tokens * Blind;
        return (int)Math.Min(budget, tokens * Cushion);
    }
}
