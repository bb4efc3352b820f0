using Pith.Models;
using Pith.Transcripts;

namespace Pith.Cli.Accounts;

/// <summary>Dollars by the catalog's prices; prices are per million tokens.</summary>
internal static class Cost
{
    /// <summary>What the usage cost, or null where the model's prices are not known.</summary>
    public static decimal? Of(string name, in Usage usage)
    {
        if (!ModelCatalog.TryFind(name, out var model))
            return null;
        var total = usage.Input * model.InputPrice + usage.CacheWrite * model.CacheWrite + usage.CacheRead * model.CacheRead + usage.Output * model.Output;
        return total / 1_000_000;
    }
}
