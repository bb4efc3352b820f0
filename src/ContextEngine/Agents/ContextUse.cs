using Pith.Conversations;
using Pith.Models;
using Pith.Providers;

namespace Pith.Agents;

/// <summary>What fills the window: by kind of block, tool and file, counted in o200k.</summary>
/// <param name="System">Tokens of the system text.</param>
/// <param name="Tools">Tokens of what declares the tools.</param>
/// <param name="Kinds">Blocks by kind, the largest first.</param>
/// <param name="ByTool">Calls and results by tool.</param>
/// <param name="Files">Calls and results by file.</param>
public sealed record ContextUse(long System, long Tools, IReadOnlyList<AccountRow> Kinds, IReadOnlyList<AccountRow> ByTool, IReadOnlyList<AccountRow> Files)
{
    /// <summary>All tokens.</summary>
    public long Total => System + Tools + Kinds.Sum(k => k.Tokens);

    /// <summary>The use of a request. Reads and counts all of it.</summary>
    public static ContextUse Of(ModelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var index = MessageList.Index(request.Messages);
        return new ContextUse(
            request.Head.System.Sum(s => (long)index.Meter.Count(s.Span)),
            request.Head.Tools.Sum(t => (long)index.Meter.Count(t.InputSchema.Span) + index.Meter.Count(global::System.Text.Encoding.UTF8.GetBytes(t.Name + t.Description))),
            Account.Of(index, Grouping.Kind), Account.Of(index, Grouping.Tool), Account.Of(index, Grouping.File));
    }

    /// <summary>Dollars for sending so many tokens once, from the cache and anew; null where no prices are known.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="tokens">How many.</param>
    public static (decimal Cached, decimal Anew)? Dollars(string model, long tokens) =>
        ModelCatalog.TryFind(model, out var known) && CacheRule.Of(known) is { IsPriced: true } rule ? (tokens * rule.Read / 1_000_000, tokens * rule.Write / 1_000_000) : null;
}
