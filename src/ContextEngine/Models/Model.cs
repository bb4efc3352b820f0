namespace Pith.Models;

/// <summary>Facts about one model, as published or measured on a date.</summary>
/// <param name="Name">Its id, or the beginning that its dated ids share.</param>
/// <param name="Family">The models that share a tokenizer.</param>
/// <param name="Window">Most tokens of context; 0 where not known.</param>
/// <param name="InputPrice">Dollars per million fresh input tokens; 0 where not known.</param>
/// <param name="CacheWrite">Dollars per million tokens written to the five-minute cache.</param>
/// <param name="CacheRead">Dollars per million tokens read from the cache.</param>
/// <param name="Output">Dollars per million tokens produced.</param>
/// <param name="From">The day from which the figures are known to hold.</param>
public sealed record Model(string Name, Family Family, int Window, decimal InputPrice, decimal CacheWrite, decimal CacheRead, decimal Output, DateOnly From)
{
    /// <summary>Dollars per million tokens written to the one-hour cache: by rule twice the input price.</summary>
    public decimal CacheWriteHour => InputPrice * 2;

    /// <summary>Prompts of more tokens cost <see cref="LongFactor"/> times as much, the whole request; 0 where there is no such tier.</summary>
    public int LongFrom { get; init; }

    /// <summary>What a long prompt multiplies every price by.</summary>
    public decimal LongFactor { get; init; } = 1;

    /// <summary>The prices of a request with so many tokens of prompt, cached ones included.</summary>
    public Model At(long prompt) => LongFrom == 0 || prompt <= LongFrom
        ? this
        : this with { InputPrice = InputPrice * LongFactor, CacheWrite = CacheWrite * LongFactor, CacheRead = CacheRead * LongFactor, Output = Output * LongFactor, LongFrom = 0 };
}
