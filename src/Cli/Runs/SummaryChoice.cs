using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Compaction;
using Pith.Compaction.Summaries;
using Pith.Conversations;
using Pith.Providers;

namespace Pith.Cli.Runs;

/// <summary><c>--summary-model</c>: a model adds intent, rationale and next step. Whatever it does, there is a context, and a note says what became of its words.</summary>
internal static class SummaryChoice
{
    /// <summary>Most tokens of the answer: what is longer is refused by share of the budget anyway.</summary>
    private const int LongestAnswer = 8192;

    /// <summary>The context with the model's words, or the one made by code.</summary>
    /// <param name="invocation">Flags and environment.</param>
    /// <param name="index">The conversation.</param>
    /// <param name="policy">Its instructions go into the prompt.</param>
    /// <param name="form">How the context is written.</param>
    /// <param name="plain">What code made.</param>
    public static Compacted Of(Invocation invocation, ContextIndex index, Policy policy, IViewWriter form, Compacted plain)
    {
        if (invocation.Word(Flags.SummaryModel) is not { } name || !plain.Fits)
            return plain;
        var shown = Failure.Shown(name);
        try
        {
            var seat = ModelChoice.Seat(invocation, name, hasOther: false).Seat;
            var options = new SummaryOptions { Instructions = policy.Wishes.Instructions, RequestForm = new MessagesWriter(seat.Model) };
            var made = SummaryCompactor.CompactAsync(index, policy, form, (body, stop) => AskAsync(seat, body, stop), options).GetAwaiter().GetResult();
            invocation.Around.Complain($"note: {Fate(shown, made)}");
            return made.Fate == SummaryFate.Used ? made.Compacted : plain;
        }
        catch (Failure unusable)
        {
            invocation.Around.Complain($"note: {shown} could not be asked ({unusable.Message}); the context is made by code alone");
            return plain;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> AskAsync(ModelSeat seat, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        var (text, failure) = await ModelText.AskAsync(seat.Provider, BodyRequest.Of(body, seat.Model, LongestAnswer), stop).ConfigureAwait(false);
        return failure is null ? text : throw new IOException(failure);
    }

    private static string Fate(string model, Summarized made) => made.Fate switch
    {
        SummaryFate.Used => $"intent, rationale and next step are {model}'s words, checked against the source{(made.Dropped > 0 ? $"; {Quantity.Of(made.Dropped, "sentence")} went that it does not bear out" : "")}",
        SummaryFate.NotNeeded => $"{model} was not asked: nothing went that a summary could stand for",
        SummaryFate.Failed => $"{model} failed ({made.Problem}); the context is made by code alone",
        SummaryFate.TimedOut => $"{model} gave {made.Problem}; the context is made by code alone",
        SummaryFate.Empty => $"{model} said nothing that the source bears out; the context is made by code alone",
        _ => $"{model} said more than a tenth of the budget holds; the context is made by code alone",
    };
}
