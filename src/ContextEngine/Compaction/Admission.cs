using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>Large results never enter a context whole: they are seen as selected lines, the rest is behind a handle.</summary>
internal static class Admission
{
    /// <summary>Bytes of a preview for each token of the budget; 0.09 to 0.15 measured alike at 16,000 and 32,000.</summary>
    private const double BytesPerToken = 0.15;

    /// <summary>Bytes below which a preview says too little.</summary>
    private const double Least = 1024;

    public static void Run(Draft draft)
    {
        var blocks = draft.Index.Blocks;
        for (var i = 0; i < blocks.Length; i++)
            if (blocks[i].Kind == BlockKind.Result && BytesOf(draft, blocks[i]) is var bytes && blocks[i].Length > bytes)
                Shrink(draft, i, bytes, Tiers.Admission, bytes < draft.Policy.PreviewBytes ? "a large part of the budget" : "larger than 8 KB");
    }

    /// <summary>
    /// What a result may take. Under a small budget a preview of 8 KB is an eighth of all there is, and its lines must be worth
    /// as much as others; a file that was read stays as long as ever, since edits need its passages whole.
    /// </summary>
    private static int BytesOf(Draft draft, in Block result)
    {
        var (most, budget) = (draft.Policy.PreviewBytes, draft.Policy.Budget);
        return result.Work == ToolKind.Read || draft.Whole <= budget ? most : (int)Math.Min(most, Math.Max(Least, budget * BytesPerToken));
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
