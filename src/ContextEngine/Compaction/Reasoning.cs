using System.Text;
using Pith.Offload;
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
        var media = Encoding.UTF8.GetString(draft.Index.Symbol(draft.Index.Blocks[block].Extra));
        var note = $"[pith: picture {media}, {draft.Index.Blocks[block].Length} characters of base64 in {Handle.Format(draft.Cite(block))}]";
        draft.Replace(block, Tiers.Micro, Rendering.Handle, Encoding.UTF8.GetBytes(note), "a picture, kept behind its handle");
    }
}
