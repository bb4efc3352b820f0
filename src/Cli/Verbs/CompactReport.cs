using System.Text;
using Pith.Cli.Printing;
using Pith.Compaction;
using Pith.Compaction.Receipts;
using Pith.Compaction.Wishes;

namespace Pith.Cli.Verbs;

/// <summary>What a compaction did, for people.</summary>
/// <param name="Transcript">What was read.</param>
/// <param name="Compacted">What became of it.</param>
/// <param name="Form">The form it is written in.</param>
/// <param name="Budget">The budget that was asked for; the plan's own is what it aimed at.</param>
internal sealed record CompactReport(Transcript Transcript, Compacted Compacted, string Form, int Budget)
{
    /// <summary>What it costs and saves; null where not asked for or where no prices are known.</summary>
    public PlanMoney? Money { get; init; }

    /// <summary>What the user wanted kept.</summary>
    public UserWishes Wishes { get; init; } = UserWishes.None;

    /// <summary>What goes and what stays, in the shape that a boundary leaves in a session's log.</summary>
    public Receipt Receipt => Receipt.Of(Transcript.Index, Compacted, "manual", TokensBefore) with
    {
        Instructions = Wishes.Instructions,
        Pins = [.. Wishes.Pins.Select(p => p.Word)],
        Money = Money is { } money ? ReceiptMoney.Of(money.Model.Name, money.Warm) : null,
    };

    /// <summary>Tokens of all segments before, as the planner weighs them.</summary>
    public long TokensBefore => Compacted.Plan.TokensBefore;

    /// <summary>Segments that do not stay as they are.</summary>
    public int Changed => Compacted.Plan.Decisions.Count(d => d.Tier != Tiers.None);

    /// <summary>One row a tier, and the whole.</summary>
    public void WriteTiers(TablePrinter printer)
    {
        var meter = Transcript.Index.Meter;
        var table = new Table("", new Column("tier"), new("segments", true), new("before", true), new("after", true), new("what happened"));
        foreach (var tier in Compacted.Plan.Tiers)
            table.Add(TierNames.Of(tier.Tier), $"{tier.Segments:N0}", meter.Figure(tier.TokensBefore), meter.Figure(tier.TokensAfter), tier.Note);
        if (table.Rows.Count == 0)
            table.Add("none", "0", "0", "0", "the context fits as it is");
        table.Total = ["all", $"{Compacted.Plan.Decisions.Count:N0}", meter.Figure(TokensBefore), meter.FigureWithMargin(Compacted.Tokens),
            $"within {Budget:N0}, as {Form} ({meter.Unit()})"];
        printer.Write(table);
        foreach (var same in Compacted.Repairs.GroupBy(r => (r.Rule, r.Done)))
            printer.WriteLine($"put right: {RuleName.Of(same.Key.Rule)} ({same.Key.Done}){(same.Count() > 1 ? $", {same.Count():N0} times" : "")}");
    }

    /// <summary>One row a segment that changes, with the reason.</summary>
    public void WriteSegments(TablePrinter printer)
    {
        var (index, meter) = (Transcript.Index, Transcript.Index.Meter);
        var table = new Table("", new Column("turn", true), new("kind"), new("tool"), new("about"), new("before", true), new("after", true),
            new("shown as"), new("tier"), new("why"));
        foreach (var decision in Compacted.Plan.Decisions.Where(d => d.Tier != Tiers.None))
        {
            var block = index.Blocks[decision.Block];
            table.Add($"{index.Turns[block.Turn].Number}", BlockName.Of(block), Encoding.UTF8.GetString(index.Symbol(block.Tool)), SubjectText.Clip(SubjectText.Of(index.Symbol(block.Subject)), 48),
                meter.Figure(decision.TokensBefore), meter.Figure(decision.TokensAfter), decision.Rendering.ToString().ToLowerInvariant(), TierNames.Of(decision.Tier), decision.Reason);
        }

        printer.Write(table);
        printer.WriteLine($"{Compacted.Plan.Decisions.Count - Changed:N0} of {Compacted.Plan.Decisions.Count:N0} segments stay as they are.");
        printer.WriteLine("");
    }
}
