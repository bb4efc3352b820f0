using Pith.Models;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>Dollars by the catalog's prices, which are per million tokens.</summary>
internal static class Cost
{
    /// <summary>What the usage cost, or null where the model or its prices are not known.</summary>
    public static decimal? Of(string name, in Usage usage)
    {
        if (name.Length == 0 || !ModelCatalog.TryFind(name, out var model) || model.InputPrice == 0)
            return null;
        var total = usage.Input * model.InputPrice + usage.CacheWrite * model.CacheWrite + usage.CacheRead * model.CacheRead + usage.Output * model.Output;
        return total / 1_000_000;
    }
}
