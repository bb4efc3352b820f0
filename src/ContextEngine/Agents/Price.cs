using Pith.Events;
using Pith.Models;

namespace Pith.Agents;

/// <summary>What usage costs.</summary>
internal static class Price
{
    /// <summary>US dollars; a long prompt is dearer where the model has such a tier.</summary>
    public static decimal Of(TokenUsage usage, Model model)
    {
        var prices = model.At(usage.Input);
        return (usage.Fresh * prices.InputPrice + usage.CacheWrite5m * prices.CacheWrite + usage.CacheWrite1h * prices.CacheWriteHour
            + usage.CacheRead * prices.CacheRead + usage.Produced * prices.Output) / 1_000_000;
    }
}
