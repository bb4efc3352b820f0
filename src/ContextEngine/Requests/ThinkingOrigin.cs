using Pith.Conversations;
using Pith.Models;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Requests;

/// <summary>
/// Where a view parts from its log. Up to there thinking may be sent: it is byte for byte what the model signed, after what
/// it was signed over. Behind it newer models answer 400, and no model gains by it. Thinking may be missing at the start
/// and at the end, not amid other thinking.
/// </summary>
internal static class ThinkingOrigin
{
    /// <summary>Position of the first block that does not stand as in the log, or null where all does.</summary>
    public static (int Message, int Block)? FirstMoved(View view, ContextIndex log)
    {
        if (!SystemStands(view, log) || ThinkingRule.IsBound(view.Model) && (log.DeclaredTools.IsEmpty || view.Tools.IsEmpty))
            return (0, 0);
        var (next, kept, gap) = (0, false, false);
        for (var m = 0; m < view.Messages.Count; m++)
            for (var b = 0; b < view.Messages[m].Blocks.Count; b++)
            {
                var block = view.Messages[m].Blocks[b];
                for (; next < log.Blocks.Length && IsPassedOver(log, next, block); next++)
                    gap |= kept && log.Blocks[next].Kind == BlockKind.Thinking;
                if (next == log.Blocks.Length || gap && block.Kind == BlockKind.Thinking || !IsSame(log, next, view.Messages[m].Role, block))
                    return (m, b);
                kept |= block.Kind == BlockKind.Thinking;
                next++;
            }

        return null;
    }

    private static bool IsPassedOver(ContextIndex log, int at, in ViewBlock wanted)
    {
        ref readonly var block = ref log.Blocks[at];
        return block.Role == Role.System || block.Kind == BlockKind.Thinking && (wanted.Kind != BlockKind.Thinking || !log.Text(at).SequenceEqual(wanted.Text.Span));
    }

    private static bool IsSame(ContextIndex log, int at, Role role, in ViewBlock block)
    {
        ref readonly var original = ref log.Blocks[at];
        ref readonly var turn = ref log.Turns[original.Turn];
        return original.Kind == block.Kind && original.Role == role && turn.Number > log.Tally.TurnsBeforeBoundary
            && (log.Tally.MalformedNotes is not [var broken, ..] || turn.Offset < broken.Offset)
            && log.Text(at).SequenceEqual(block.Text.Span)
            && (block.Kind is not (BlockKind.Thinking or BlockKind.Image) || log.Symbol(original.Extra).SequenceEqual(block.Extra.Span))
            && (block.Kind is not (BlockKind.Call or BlockKind.Result) || Utf8Text.Says(log.Symbol(original.CallId), block.CallId))
            && (block.Kind != BlockKind.Call || Utf8Text.Says(log.Symbol(original.Tool), block.Tool));
    }

    private static bool SystemStands(View view, ContextIndex log)
    {
        var next = 0;
        for (var i = 0; i < log.Blocks.Length; i++)
            if (log.Blocks[i].Role == Role.System && (next == view.System.Count || !view.System[next++].Span.SequenceEqual(log.Text(i))))
                return false;
        return next == view.System.Count;
    }
}
