using System.Buffers;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// Old results shrink, the least useful first: repeated and superseded ones to a handle, then stale ones to selected
/// lines. Stops as soon as the budget holds; spares the newest exchanges.
/// </summary>
internal static class MicroCompact
{
    /// <summary>Exchanges at the end that are never touched here: what the agent is working on.</summary>
    private const int Spared = 6;

    /// <summary>A stale result keeps this many bytes of selected lines: about 500 tokens, a screenful.</summary>
    private const int StaleBytes = 2048;

    public static void Run(Draft draft)
    {
        var end = draft.Exchanges.Count > Spared ? draft.Exchanges[^Spared].FirstBlock : 0;
        var reasons = Staleness.Of(draft.Index);
        for (var i = 0; i < end && draft.Tokens > draft.Policy.Budget; i++)
            if (reasons[i] is { } reason && draft.Index.Blocks[i].Kind == BlockKind.Result)
                ToHandle(draft, i, Tiers.Micro, reason);
        for (var i = 0; i < end && draft.Tokens > draft.Policy.Budget; i++)
            if (draft.Index.Blocks[i].Kind == BlockKind.Result && draft[i].Rendering != Rendering.Handle)
                Admission.Shrink(draft, i, StaleBytes, Tiers.Micro, "old");
    }

    /// <summary>Leaves only a handle; an error keeps its first line, since failures are worth knowing.</summary>
    public static int ToHandle(Draft draft, int block, Tiers tier, string reason)
    {
        ref readonly var result = ref draft.Index.Blocks[block];
        if (result.Length < 256)
            return 0;
        var text = draft.Index.Text(block);
        var start = draft.WordsWritten;
        if (result.Has(BlockFlags.Error))
        {
            draft.Words.Write(Signature.Of(text));
            draft.Words.Write("\n"u8);
        }

        draft.Words.Append($"({reason}) ");
        draft.WriteHandleLine(block);
        return draft.Replace(block, tier, Rendering.Handle, draft.Since(start), reason);
    }
}
