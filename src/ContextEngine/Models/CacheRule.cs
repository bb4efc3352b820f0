namespace Pith.Models;

/// <summary>How a provider's prompt cache works for one model, and what it costs in dollars per million tokens.</summary>
/// <param name="SmallestBlock">Tokens that a prefix must have to be cached at all.</param>
/// <param name="Seconds">How long an unused entry lives.</param>
/// <param name="Write">Tokens that are not in the cache: written to it.</param>
/// <param name="Read">Tokens that are.</param>
/// <param name="Output">Tokens produced.</param>
public readonly record struct CacheRule(int SmallestBlock, double Seconds, decimal Write, decimal Read, decimal Output)
{
    /// <summary>Beginnings of names and their smallest block, the longest first to match (platform.claude.com, Prompt caching, autumn 2026). Not published for Sonnet 5.5, Haiku 5.5 and Fable 5.x: taken from their predecessors.</summary>
    private static readonly (string Name, int Tokens)[] Smallest =
    [
        ("claude-opus-5", 512), ("claude-fable-5", 512), ("claude-opus-4-7", 2048), ("claude-opus-4-6", 4096), ("claude-opus-4-5", 4096), ("claude-haiku-4-5", 4096),
    ];

    /// <summary>The cache of a model with its prices: five minutes, or an hour at twice the input price.</summary>
    /// <param name="model">Facts of a day.</param>
    /// <param name="hour">Whether entries are written for an hour.</param>
    public static CacheRule Of(Model model, bool hour = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        var smallest = Array.Find(Smallest, s => model.Name.StartsWith(s.Name, StringComparison.Ordinal)).Tokens;
        return new(smallest == 0 ? 1024 : smallest, hour ? 3600 : 300, hour ? model.CacheWriteHour : model.CacheWrite, model.CacheRead, model.Output);
    }

    /// <summary>Whether prices are known; without them nothing can be weighed.</summary>
    public bool IsPriced => Write > 0 && Read > 0;
}
