using System.Buffers;
using Pith.Offload;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>Cuts a single block that is too large by itself: its beginning stays, a handle leads to the rest.</summary>
internal static class Clip
{
    /// <summary>Keeps about so many tokens of a block. Returns tokens saved.</summary>
    public static int ToTokens(Draft draft, int block, int tokens, Tiers tier, string reason)
    {
        ref readonly var facts = ref draft.Index.Blocks[block];
        if (facts.Tokens <= tokens)
            return 0;
        var bytes = (int)((long)facts.Length * tokens / Math.Max(1, facts.Tokens));
        return facts.Kind switch
        {
            BlockKind.Result => Admission.Shrink(draft, block, Math.Max(bytes, 160), tier, reason),
            BlockKind.Call => Arguments(draft, block, bytes, tier, reason),
            _ => Words(draft, block, tokens, tier, reason),
        };
    }

    private static int Words(Draft draft, int block, int tokens, Tiers tier, string reason)
    {
        var text = draft.Index.Text(block);
        var bytes = (int)((long)text.Length * tokens / Math.Max(1, draft.Index.Blocks[block].Tokens));
        var head = text[..Utf8Text.CutAt(text, bytes)];
        var start = draft.WordsWritten;
        draft.Words.Write(head);
        draft.Words.Write("…\n"u8);
        draft.WriteHandleLine(block);
        return draft.Replace(block, tier, Rendering.Lines, draft.Since(start), reason);
    }

    /// <summary>Long string values keep their beginnings; the object keeps its shape, so that it stays a valid call.</summary>
    private static int Arguments(Draft draft, int block, int bytes, Tiers tier, string reason)
    {
        var share = Math.Max(32, bytes / 4);
        var start = draft.WordsWritten;
        ClippedArguments.Write(draft.Index.Text(block), share, Handle.Format(draft.Cite(block)), draft.Words);
        return draft.Replace(block, tier, Rendering.Skeleton, draft.Since(start), reason);
    }
}
