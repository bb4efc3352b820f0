using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>Large results never enter a context whole: they are seen as selected lines, the rest is behind a handle.</summary>
internal static class Admission
{
    public static void Run(Draft draft)
    {
        var blocks = draft.Index.Blocks;
        for (var i = 0; i < blocks.Length; i++)
            if (blocks[i].Kind == BlockKind.Result && blocks[i].Length > draft.Policy.PreviewBytes)
                Shrink(draft, i, draft.Policy.PreviewBytes, Tiers.Admission, "larger than 8 KB");
    }

    /// <summary>Shows selected lines of a result in at most so many bytes. Returns tokens saved.</summary>
    public static int Shrink(Draft draft, int block, int bytes, Tiers tier, string reason)
    {
        if (draft.Index.Blocks[block].Length <= bytes)
            return 0;
        var (text, tokens) = draft.Memory.PreviewOf(block, draft.ContextOf(block), bytes);
        return draft.Replace(block, tier, Rendering.Lines, text, tokens, reason);
    }
}
