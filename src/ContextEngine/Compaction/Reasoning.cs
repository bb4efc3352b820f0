using Pith.Offload;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>What cannot survive a rewritten prefix: reasoning, whose signatures no longer hold, and pictures, which cost too much.</summary>
internal static class Reasoning
{
    public static void Strip(Draft draft)
    {
        var blocks = draft.Index.Blocks;
        for (var i = 0; i < blocks.Length; i++)
        {
            if (draft[i].Rendering == Rendering.None)
                continue;
            if (blocks[i].Kind == BlockKind.Thinking)
                draft.Drop(i, Tiers.Micro, "reasoning does not outlive a rewritten prefix");
            else if (blocks[i].Kind == BlockKind.Image && draft[i].Rendering == Rendering.Full)
                StubImage(draft, i);
        }
    }

    private static void StubImage(Draft draft, int block)
    {
        var start = draft.WordsWritten;
        ref readonly var picture = ref draft.Index.Blocks[block];
        draft.Words.Append($"[pith: picture {draft.Index.Symbol(picture.Extra)}, {picture.Length} characters of base64 in ");
        Handle.Write(draft.Cite(block), draft.Words);
        draft.Words.Append($"]");
        draft.Replace(block, Tiers.Micro, Rendering.Handle, draft.Since(start), "a picture, kept behind its handle");
    }
}
