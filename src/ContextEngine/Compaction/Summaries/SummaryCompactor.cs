using System.Text;
using Pith.Conversations;

namespace Pith.Compaction.Summaries;

/// <summary>
/// Compaction with a model's help. The deterministic context is made first and is what there is whenever anything goes
/// wrong; a model can only add what it cannot know: intent, rationale, next step.
/// </summary>
public static class SummaryCompactor
{
    /// <summary>The largest context within the budget, with a checked summary where a model gives one.</summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="policy">Budget and tiers.</param>
    /// <param name="form">How the context is written, and the request to the model where the options name no other form.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">What is asked of it.</param>
    /// <param name="stop">Cancels the wait; the deterministic context is returned.</param>
    public static async Task<Summarized> CompactAsync(ContextIndex index, Policy policy, IViewWriter form, SummaryModel model, SummaryOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var plain = Compactor.Compact(index, policy, form);
        if (plain.Plan.Memory.IsEmpty || !plain.Fits)
            return new(plain, SummaryFate.NotNeeded, 0, "");
        var longest = (int)(policy.Budget * options.LongestShare);
        var context = Compactor.Apply(index, Planner.Plan(index, policy with { Budget = int.MaxValue, Tiers = Tiers.None }));
        var (answer, fate, problem) = await AskAsync(model, SummaryRequest.Of(context, options.RequestForm ?? form, options.Instructions, longest), options.Patience, stop).ConfigureAwait(false);
        if (fate != SummaryFate.Used)
            return new(plain, fate, 0, problem);
        if (index.Meter.Count(answer.Span) > 2 * longest)
            return new(plain, SummaryFate.Inflated, 0, ""); // not worth reading: it did not do what it was asked
        var check = new SummaryCheck(index);
        var kept = check.Keep(answer.Span);
        if (kept.Length == 0)
            return new(plain, SummaryFate.Empty, check.Dropped, "");
        var summary = Encoding.UTF8.GetBytes($"<pith-summary>\nA model's words, checked: everything named in them occurs in the history.\n{kept}</pith-summary>");
        if (index.Meter.Count(summary) > longest)
            return new(plain, SummaryFate.Inflated, check.Dropped, "");
        var with = Compactor.Compact(index, policy, new SummarizedForm(form, summary));
        return with.Fits && !with.Plan.Memory.IsEmpty ? new(with, SummaryFate.Used, check.Dropped, "") : new(plain, SummaryFate.TooLong, check.Dropped, "");
    }

    private static async Task<(ReadOnlyMemory<byte> Answer, SummaryFate Fate, string Problem)> AskAsync(SummaryModel model, ReadOnlyMemory<byte> request, TimeSpan patience, CancellationToken stop)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            // Waiting apart from the model: one that ignores its token must not hold the session up.
            return (await model(request, source.Token).WaitAsync(patience, stop).ConfigureAwait(false), SummaryFate.Used, "");
        }
        catch (TimeoutException)
        {
            await source.CancelAsync().ConfigureAwait(false);
            return (default, SummaryFate.TimedOut, $"no answer within {patience.TotalSeconds:0} seconds");
        }
        catch (Exception failure)
        {
            return (default, SummaryFate.Failed, failure.Message); // a caller's model, so anything may come
        }
    }
}
