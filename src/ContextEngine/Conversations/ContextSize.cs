using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>
/// How large the context is now, in the tokens of its own model: what the provider last reported, plus an estimate of
/// what came after. Without a report since the last boundary all of it is estimated.
/// </summary>
public sealed record ContextSize
{
    /// <summary>Tokens of the context.</summary>
    public long Tokens { get; private init; }

    /// <summary>Half the width of the interval that holds the truth 90 times in 100; 0 where nothing is estimated.</summary>
    public long Margin { get; private init; }

    /// <summary>Whether every token of it was reported.</summary>
    public bool IsExact { get; private init; }

    /// <summary>The call that it stands on; null where no report was found.</summary>
    public UsageAnchor? Anchor { get; private init; }

    /// <summary>Tokens of context and output that were reported and are believed.</summary>
    public long Reported { get; private init; }

    /// <summary>Whether the reported output was a placeholder, so that the answer is estimated too.</summary>
    public bool IsOutputEstimated { get; private init; }

    /// <summary>Tokens estimated since.</summary>
    public long Since { get; private init; }

    /// <summary>Tokens of system prompt and tools that no record shows, found as what the first call had beyond the records; 0 where not needed or not known.</summary>
    public long Unrecorded { get; private init; }

    /// <summary>Measures the context of an index. Linear in what came after the last report.</summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="options">What is known of the model.</param>
    public static ContextSize Of(ContextIndex index, in ContextSizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(index);
        return index.Anchor is { } anchor ? Anchored(index, anchor, options) : Whole(index, options);
    }

    private static ContextSize Anchored(ContextIndex index, in UsageAnchor anchor, in ContextSizeOptions options)
    {
        ContextParts answer = default, since = default;
        var asked = -1;
        var turn = -1;
        for (var i = 0; i < index.Blocks.Length; i++)
        {
            ref readonly var block = ref index.Blocks[i];
            if (block.Turn < anchor.FirstTurn || IsClientsOwn(block))
                continue;
            if (anchor.IsAnswer(block.Turn, block.Role))
            {
                index.AddTo(ref answer, i, options.Images);
                continue;
            }

            if (block.Turn != turn && block.Role == Role.Assistant)
                since.BeginAnswer();
            turn = block.Turn;
            index.AddTo(ref since, i, options.Images);
            if (block.Has(BlockFlags.Request))
                asked = block.Turn;
        }

        var estimator = options.Estimator;
        var known = anchor.HasDraftOutput ? estimator.IsPlausible(anchor.Usage.Output, answer) : anchor.Usage.Output > 0;
        var stripped = options.KeepsThinking || asked < 0 ? 0 : Stripped(index, asked, options);
        var estimate = estimator.Estimate(since) + (known ? 0 : estimator.Estimate(answer));
        var reported = anchor.Usage.Context + (known ? anchor.Usage.Output : 0);
        return new ContextSize
        {
            Anchor = anchor,
            Reported = reported,
            IsOutputEstimated = !known,
            Since = (long)Math.Round(estimate - stripped),
            Tokens = reported + (long)Math.Round(estimate - stripped),
            // A draft that looks right may still be one: its answer is as uncertain as if it had been estimated.
            Margin = anchor.HasDraftOutput
                ? estimator.Blind.Around(estimate + stripped + (known ? estimator.Estimate(answer) : 0))
                : (known ? estimator.Step : estimator.Blind).Around(estimate + stripped),
            IsExact = known && !anchor.HasDraftOutput && estimate == 0 && stripped == 0,
        };
    }

    private static ContextSize Whole(ContextIndex index, in ContextSizeOptions options)
    {
        var parts = default(ContextParts);
        var asked = options.KeepsThinking ? -1 : LastRequest(index, index.Turns.Length);
        for (var (i, turn) = (0, -1); i < index.Blocks.Length; i++)
        {
            ref readonly var block = ref index.Blocks[i];
            if (IsClientsOwn(block) || block.Kind == BlockKind.Thinking && block.Turn < asked)
                continue;
            if (block.Turn != turn && block.Role == Role.Assistant)
                parts.BeginAnswer();
            turn = block.Turn;
            index.AddTo(ref parts, i, options.Images);
        }

        if (!index.DeclaredTools.IsEmpty)
        {
            LoadedTools.AddTo(ref parts, index.DeclaredTools.Span);
            parts.AddByRule(options.ToolPrompt);
        }

        var estimator = options.Estimator;
        var estimate = estimator.Estimate(parts);
        var unrecorded = index.FirstCall is { } first && index.Tally.TurnsBeforeBoundary > 0
            ? Math.Max(0, (long)Math.Round(first.Context - estimator.Estimate(first.Before)))
            : 0;
        return new ContextSize
        {
            Since = (long)Math.Round(estimate),
            Unrecorded = unrecorded,
            Tokens = unrecorded + (long)Math.Round(estimate),
            Margin = estimator.Blind.Around(estimate),
        };
    }

    /// <summary>Thinking of the turn that ended when the user spoke again; the report still holds it.</summary>
    private static double Stripped(ContextIndex index, int asked, in ContextSizeOptions options)
    {
        var parts = default(ContextParts);
        var from = LastRequest(index, asked);
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Blocks[i] is { Kind: BlockKind.Thinking } block && block.Turn >= from && block.Turn < asked)
                index.AddTo(ref parts, i, options.Images);
        return options.Estimator.Estimate(parts);
    }

    private static int LastRequest(ContextIndex index, int before)
    {
        for (var i = index.Blocks.Length - 1; i >= 0; i--)
            if (index.Blocks[i].Turn < before && index.Blocks[i].Has(BlockFlags.Request))
                return index.Blocks[i].Turn;
        return 0;
    }

    /// <summary>What a client shows as an answer although no model gave it is not sent again.</summary>
    private static bool IsClientsOwn(in Block block) => block.Role == Role.Assistant && block.Has(BlockFlags.Meta);
}
