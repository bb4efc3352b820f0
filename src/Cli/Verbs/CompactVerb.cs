using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Compaction;
using Pith.Conversations;
using Pith.Requests;

namespace Pith.Cli.Verbs;

/// <summary><c>pith compact</c>: the largest context within a budget, and an account of what it took.</summary>
internal static class CompactVerb
{
    public static int Run(Invocation invocation)
    {
        var refusal = RefusalOf(invocation.Word(Flags.LimitError));
        var word = invocation.Word(Flags.Budget);
        if (word is null && refusal is null)
            throw Failure.Usage($"'pith compact' needs --budget, for example: {invocation.Command.Examples[0].Line}");
        var policy = new Policy
        {
            Budget = word is null ? int.MaxValue : SizeArgument.Of(Flags.Budget.Name, word, "tokens"),
            Tiers = TiersOf(invocation.Word(Flags.Tiers)),
            Wishes = WishChoice.Of(invocation),
        };
        var isPlan = invocation.Has(Flags.Plan);
        if (isPlan && invocation.Has(Flags.SummaryModel))
            throw Failure.Usage("--plan asks no model; leave out --summary-model");
        using var target = isPlan ? null : new OutputTarget(invocation); // first, so that a place that cannot be written is known before the work
        var transcript = TranscriptFile.Read(invocation, MeterChoice.Of(invocation));
        WishChoice.RequireTurns(policy.Wishes, transcript);
        WishChoice.TellIdle(policy.Wishes, transcript, invocation.Around);
        var form = FormChoice.Of(invocation, transcript.Index);
        var compacted = refusal is { } said ? Within(said, transcript, ref policy, form) : Compactor.Compact(transcript.Index, policy, form);
        if (target is not null)
            compacted = SummaryChoice.Of(invocation, transcript.Index, policy, form, compacted);
        if (!compacted.Fits)
            throw CannotMeet(transcript, policy, form);
        var report = new CompactReport(transcript, compacted, form.Name, policy.Budget) { Wishes = policy.Wishes };
        if (target is null)
            return WritePlan(invocation, report with { Money = PlanMoney.Of(transcript, compacted, form, invocation.Word(Flags.Model)) });
        Keep(compacted.Plan, invocation.Around);
        WriteContext(invocation, report, target);
        return ExitCode.Done;
    }

    private static void WriteContext(Invocation invocation, CompactReport report, OutputTarget target)
    {
        var (bytes, asJson) = (report.Compacted.Bytes, invocation.Has(Flags.Json));
        if (!asJson || !target.IsStandardOutput)
            target.Write(bytes.Span);
        target.Commit();
        if (asJson)
            CompactJson.Write(report, target.IsStandardOutput ? (ReadOnlyMemory<byte>?)bytes : null, target.IsStandardOutput ? null : invocation.Word(Flags.Output), segments: false, invocation.Around.Out);
        else
            report.WriteTiers(target.IsStandardOutput ? TablePrinter.ForError(invocation) : TablePrinter.ForOutput(invocation));
    }

    /// <summary>A plan is a report alone: nothing is stored and no context is written.</summary>
    private static int WritePlan(Invocation invocation, CompactReport report)
    {
        if (invocation.Has(Flags.Json))
        {
            CompactJson.Write(report, null, null, segments: true, invocation.Around.Out);
            return ExitCode.Done;
        }

        var printer = TablePrinter.ForOutput(invocation);
        report.WriteSegments(printer);
        report.WriteTiers(printer);
        if (report.Money is { } money)
            money.Write(printer);
        else
            printer.WriteLine($"No prices are known for {(report.Transcript.Model.Length > 0 ? report.Transcript.Model : "its model")}; name one with --model to see dollars.");
        return ExitCode.Done;
    }

    /// <summary>What handles cite must be there before anyone can read the handles.</summary>
    private static void Keep(Plan plan, Surroundings around)
    {
        if (plan.Cited.Count == 0)
            return;
        var store = StoreRoot.Open(around);
        StoreRoot.Writing(store, around, () =>
        {
            store.PutAll(plan.Cited);
            return plan.Cited.Count;
        });
    }

    private static Refusal? RefusalOf(string? text)
    {
        if (text is null)
            return null;
        return RefusalReader.TryRead(text, out var refusal)
            ? refusal
            : throw Failure.Usage($"--limit-error does not say that a context is too long, in any words known so far; write for example --limit-error {Flags.LimitError.Sample}, or give a --budget instead");
    }

    /// <summary>The first rung of the ladder; what was aimed at becomes the budget of the report.</summary>
    private static Compacted Within(Refusal refusal, Transcript transcript, ref Policy policy, IViewWriter form)
    {
        var rung = TruncationLadder.First(transcript.Index, policy, form, refusal)
            ?? throw Failure.BadInput($"{InputFile.Shown(transcript.Path)} has no request within what that answer allows: not even the latest request and a handle fit");
        policy = policy with { Budget = Math.Max(rung.Plan.Policy.Budget, rung.Tokens) };
        return rung;
    }

    private static Tiers TiersOf(string? list)
    {
        if (list is null)
            return Tiers.All;
        return TierNames.TryParse(list, out var tiers, out var unknown)
            ? tiers
            : throw Failure.Usage($"--tiers does not know '{Failure.Shown(unknown ?? list)}'; it takes any of {string.Join(", ", TierNames.All)}");
    }

    private static Failure CannotMeet(Transcript transcript, Policy policy, IViewWriter form)
    {
        var smallest = Compactor.SmallestBudget(transcript.Index, policy, form);
        var tiers = policy.Tiers == Tiers.All ? "" : " with these tiers";
        return Failure.BadInput($"{InputFile.Shown(transcript.Path)} cannot be brought within a budget of {policy.Budget:N0} tokens as {form.Name}{tiers}; the smallest that can be met is --budget {smallest}");
    }
}
