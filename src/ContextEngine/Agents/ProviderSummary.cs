using System.Text;
using Pith.Compaction.Receipts;
using Pith.Compaction.Wishes;
using Pith.Events;
using Pith.Models;
using Pith.Providers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>
/// A boundary by the provider, where <see cref="ModelFeatures.Compaction"/> is switched on: it gives a signed summary, which stands in place of
/// what was said up to the last exchange. That exchange stays to the byte, so its thinking stays valid. Whatever goes wrong, the caller
/// compacts by code alone; the log has everything either way.
/// </summary>
/// <param name="provider">The model.</param>
/// <param name="purse">Has to allow it, and pays.</param>
/// <param name="options">What the user wants kept.</param>
/// <param name="answering">The model that is asked next.</param>
internal sealed class ProviderSummary(IModelProvider provider, Purse purse, AgentOptions options, Func<string> answering)
{
    // platform.claude.com, Compaction on demand, autumn 2026.
    private const int LongestWishes = 16_384;

    /// <summary>Asks for it; null where it is switched off, would stand for nothing, or did not come.</summary>
    /// <param name="request">The conversation. No call in it may be open.</param>
    /// <param name="trigger">Who wants it.</param>
    /// <param name="instructions">What the user wants kept this time.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<Boundary?> AskAsync(ModelRequest request, string trigger, string instructions, CancellationToken cancel)
    {
        if (!request.Head.Features.Has(ModelFeatures.Compaction, answering()) || Cut(request.Messages) is not (> 1 and var cut) || Wishes(instructions) is not { Length: <= LongestWishes } wishes)
            return null;
        var asked = new ModelRequest(request.Head with { Summary = wishes });
        for (var i = 0; i < cut; i++)
            asked.Append(request.Messages[i]);
        if (purse.Reserve(asked) is not null)
            return null;
        var answer = new Answer();
        await foreach (var found in provider.StreamAsync(asked, cancel).ConfigureAwait(false))
            answer.Take(found);
        if (answer.Stopped is null)
            return null;
        purse.Settle(answer.Usage, answer.Model, isTurn: false);
        var summary = MessageBytes.Assistant(answer.Blocks);
        return answer.Stopped.Reason == StopReason.Compaction && Says(summary) && From(request, cut, summary, trigger, wishes) is { } made ? made with { Usage = answer.Usage, Model = answer.Model } : null;
    }

    /// <summary>Whether it is a summary, and has words: an empty one would leave nothing of what was said.</summary>
    private static bool Says(byte[] message)
    {
        if (!MessageBytes.IsSummary(message))
            return false;
        foreach (var block in JsonValue.Of(MessageBytes.ContentOf(message)).Elements())
            return !Utf8Text.IsBlank(block.Field("content"u8).Bytes);
        return false;
    }

    private static Boundary? From(ModelRequest request, int cut, byte[] summary, string trigger, string wishes)
    {
        var smaller = new ModelRequest(request.Head);
        smaller.Append(summary);
        for (var i = cut; i < request.Messages.Count; i++)
            smaller.Append(request.Messages[i]);
        var (before, after, tail) = (MessageList.Tokens(request.Messages), MessageList.Tokens(smaller.Messages), MessageList.Tokens([.. request.Messages.Skip(cut)]));
        return after >= before ? null : new Boundary(smaller, new Receipt
        {
            Trigger = trigger,
            Reason = "the provider summed it up",
            Before = before,
            After = after,
            Instructions = wishes,
            Stayed = request.Messages.Count - cut,
            StayedTokens = tail,
        });
    }

    /// <summary>How many messages it stands for: all before the last exchange, which is a prompt, or results with the calls that they answer.</summary>
    private static int Cut(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        var last = messages.Count - 1;
        while (last >= 0 && MessageBytes.IsAssistant(messages[last].Span))
            last--;
        return last > 0 && MessageBytes.HasCall(messages[last - 1].Span) ? last - 1 : last;
    }

    /// <summary>Empty where nobody wishes for anything: then the provider's own words are best.</summary>
    private string Wishes(string instructions)
    {
        string[] wishes = [.. new[] { options.Epochs.Instructions, instructions }.Where(w => w.Length > 0), .. options.Pins?.Pins().Select(p => p.Kind == PinKind.Text ? Encoding.UTF8.GetString(p.Text.Span) : p.Word) ?? []];
        return wishes.Length == 0 ? "" : $"Summarize the conversation so that the work can go on without it: the user's requests and constraints word for word; what was decided and why; files with what was done to them; commands with their outcome; errors that are open; the next step. Keep above all:\n{string.Join('\n', wishes)}";
    }
}
