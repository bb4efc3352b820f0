using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Models;
using Pith.Offload;
using Pith.Requests;
using Pith.Store;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// When nothing else fits: one message with the handle of all that was said and done, and the latest request, as much of
/// it as there is room for. No system prompt, no declared tools.
/// </summary>
internal static class LastResort
{
    /// <summary>What compaction makes within the policy's budget, or this; null where not even the handle fits.</summary>
    public static Compacted? Behind(ContextIndex index, Policy policy, IViewWriter form) =>
        Compactor.Compact(index, policy, form) is { Fits: true } compacted ? compacted : Of(index, policy, form);

    private static Compacted? Of(ContextIndex index, Policy policy, IViewWriter form)
    {
        var exchanges = Exchange.Of(index);
        var history = History.Of(index, exchanges, exchanges.Count);
        var note = Encoding.UTF8.GetBytes($"[pith: all that went before, {history.Lines.Length} lines, is in {Handle.Format(BlobHash.Of(history.Text.Span))}]");
        var request = Pins.Of(index).Latest is var latest and >= 0 ? index.Memory(latest) : default;
        byte[]? best = null;
        var (low, high, tokens) = (0, request.Length + 1, 0);
        while (low < high)
        {
            var length = (low + high) / 2;
            var written = Write(index, form, [.. note, .. Head(request.Span, length)]);
            if (index.Meter.Count(written) is var count && count <= policy.Budget)
                (best, tokens, low) = (written, count, length + 1);
            else
                high = length;
        }

        return best is null ? null : new Compacted(PlanOf(index, policy, history, tokens), best, tokens, true);
    }

    private static byte[] Head(ReadOnlySpan<byte> request, int length) => length switch
    {
        0 => [],
        _ when length == request.Length => [(byte)'\n', .. request],
        _ => [(byte)'\n', .. request[..Utf8Text.CutAt(request, length)], .. "…"u8],
    };

    private static byte[] Write(ContextIndex index, IViewWriter form, byte[] text)
    {
        var builder = new ViewBuilder(Encoding.UTF8.GetString(index.Model));
        builder.AddWords(Role.User, text);
        using var output = new ArrayPoolBufferWriter<byte>();
        form.Write(RequestRepair.Of(builder.Build(), new RequestLimits(), index), output);
        return output.WrittenSpan.ToArray();
    }

    private static Plan PlanOf(ContextIndex index, Policy policy, History history, int tokens)
    {
        var decisions = new Decision[index.Blocks.Length];
        for (var i = 0; i < decisions.Length; i++)
            decisions[i] = new Decision { Block = i, Tier = Tiers.Truncate, Rendering = Rendering.None, TokensBefore = index.Blocks[i].Tokens, Reason = "nothing but the latest request fits" };
        return new Plan
        {
            Policy = policy,
            Decisions = decisions,
            Tiers = [new TierReport(Tiers.Truncate, decisions.Length, decisions.Sum(d => d.TokensBefore), tokens, "the latest request and a handle to all the rest")],
            History = history.Text,
            Cited = [history.Text],
            Pinned = [],
            Rewritten = true,
            Tokens = tokens,
        };
    }
}
