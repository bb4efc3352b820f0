using Pith.Cli.Printing;
using Pith.Compaction;
using Pith.Compaction.Epochs;
using Pith.Conversations;
using Pith.Models;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>What a plan would cost and save: an epoch boundary, weighed with a warm and with a cold cache.</summary>
/// <param name="Model">Whose prices.</param>
/// <param name="IsExact">Whether the tokens are counted as that model counts.</param>
/// <param name="Before">Tokens of a request as it is.</param>
/// <param name="After">Tokens of one as planned.</param>
/// <param name="Warm">With what the last request had in the cache.</param>
/// <param name="Cold">After it is gone.</param>
internal sealed record PlanMoney(Model Model, bool IsExact, int Before, int After, EpochDecision Warm, EpochDecision Cold)
{
    /// <summary>Null where the transcript and <paramref name="named"/> name no model with known prices.</summary>
    public static PlanMoney? Of(Transcript transcript, Compacted compacted, IViewWriter form, string? named)
    {
        var index = transcript.Index;
        if (!ModelCatalog.TryFind(named ?? transcript.Model, out var model) || !CacheRule.Of(model).IsPriced)
            return null;
        var before = Compactor.Compact(index, new Policy { Budget = int.MaxValue, Tiers = Tiers.None }, form).Tokens;
        var ahead = index.Meter.Count(index.DeclaredTools.Span);
        var calls = 0;
        foreach (ref readonly var block in index.Blocks)
            ahead += block.Role == Role.System ? block.Tokens : 0;
        foreach (ref readonly var turn in index.Turns)
            calls += turn.Role == Role.Assistant ? 1 : 0;
        ahead = Math.Min(ahead, compacted.Tokens);
        var state = new EpochState { Fixed = ahead, Context = before - ahead, Cached = before - ahead, Calls = calls };
        var cache = CacheRule.Of(model);
        return new PlanMoney(model, index.Meter.IsExact && model.Family is Family.O200k or Family.Cl100k, before, compacted.Tokens,
            EpochPlanner.Weigh(state, cache, cold: false, compacted.Tokens - ahead), EpochPlanner.Weigh(state, cache, cold: true, compacted.Tokens - ahead));
    }

    /// <summary>One column a state of the cache.</summary>
    public void Write(TablePrinter printer)
    {
        var table = new Table("", new Column($"input, prices of {Model.Name} from {Model.From:yyyy-MM-dd}"), new("cache warm", true), new("cache cold", true));
        table.Add("next call as it is", Dollars(Warm.StayDollars), Dollars(Cold.StayDollars));
        table.Add("next call as planned", Dollars(Warm.BoundaryDollars), Dollars(Cold.BoundaryDollars));
        table.Add("saved by each call after it", Dollars(Warm.SavedPerCall), Dollars(Cold.SavedPerCall));
        table.Total = ["pays after", Calls(Warm), Calls(Cold)];
        printer.Write(table);
        printer.WriteLine($"{Before:N0} tokens would become {After:N0}. {Warm.ExpectedCalls:N0} more calls are counted on, as many as there were, so this {(Warm.BreakEvenCalls <= Warm.ExpectedCalls ? "pays" : "does not pay")} with a warm cache.");
    }

    private string Dollars(decimal dollars) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(IsExact ? "" : "~")}${dollars:0.0000}");

    private static string Calls(EpochDecision decision) => decision.BreakEvenCalls switch
    {
        0 => "at once",
        double.PositiveInfinity => "never",
        var calls => Quantity.Of((long)Math.Ceiling(calls), "call"),
    };
}
