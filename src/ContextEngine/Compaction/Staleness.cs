using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// Which results no longer say how things are: repeated word for word, read again over at least the same lines, changed
/// on disk since, or printed by a command that ran again later. Ranges are those the tool really returned.
/// </summary>
public static class Staleness
{
    /// <summary>One reason a block, null where it still holds. Linear in blocks.</summary>
    /// <param name="index">A sealed index.</param>
    public static string?[] Of(ContextIndex index)
    {
        var blocks = index.Blocks;
        var reasons = new string?[blocks.Length];
        var laterTexts = new HashSet<ulong>();
        var laterCommands = new HashSet<int>();
        var laterChanges = new HashSet<int>();
        var laterReads = new Dictionary<int, (int First, int Last)>();
        for (var i = blocks.Length - 1; i >= 0; i--)
        {
            ref readonly var block = ref blocks[i];
            if (block.Kind == BlockKind.Call && block.Work is ToolKind.Edit or ToolKind.Write && block.Subject >= 0 && Succeeded(blocks, block))
                laterChanges.Add(block.Subject);
            if (block.Kind != BlockKind.Result)
                continue;
            if (!laterTexts.Add(block.Hash) && block.Length > 64)
                reasons[i] = "returned again later, word for word";
            else if (block.Subject < 0)
                continue;
            else if (block.Work == ToolKind.Shell)
                reasons[i] = laterCommands.Add(block.Subject) ? null : "the command ran again later";
            else if (block.Work == ToolKind.Read)
                reasons[i] = OfRead(block, laterReads, laterChanges);
        }

        return reasons;
    }

    private static string? OfRead(in Block read, Dictionary<int, (int First, int Last)> laterReads, HashSet<int> laterChanges)
    {
        var again = laterReads.TryGetValue(read.Subject, out var later);
        var covered = again && read.FirstLine > 0 && later.First <= read.FirstLine && later.Last >= read.LastLine;
        if (read.FirstLine > 0 && (!again || read.FirstLine <= later.First && read.LastLine >= later.Last))
            laterReads[read.Subject] = (read.FirstLine, read.LastLine);
        if (covered)
            return "the same lines were read again later";
        return laterChanges.Contains(read.Subject) ? "the file was changed later" : null;
    }

    private static bool Succeeded(ReadOnlySpan<Block> blocks, in Block call) => call.Partner < 0 || !blocks[call.Partner].Has(BlockFlags.Error);
}
