using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>The unit that is never split: a message of the user, or what the assistant said and did with all its results.</summary>
internal readonly record struct Exchange(int FirstBlock, int EndBlock, int FirstTurn, bool IsUser)
{
    /// <summary>Cuts a sealed index into exchanges, in order. System turns stand in none.</summary>
    public static List<Exchange> Of(ContextIndex index)
    {
        var exchanges = new List<Exchange>();
        Write(index, exchanges);
        return exchanges;
    }

    /// <summary>The same into a list that is there already.</summary>
    public static void Write(ContextIndex index, List<Exchange> exchanges)
    {
        exchanges.Clear();
        var results = false;
        foreach (ref readonly var turn in index.Turns)
        {
            if (turn.BlockCount == 0 || turn.Role == Role.System)
                continue;
            var answers = turn.Role == Role.User && OnlyResults(index, turn);
            var joins = exchanges.Count > 0 && !exchanges[^1].IsUser && (answers || turn.Role == Role.Assistant && !results);
            if (joins)
                exchanges[^1] = exchanges[^1] with { EndBlock = turn.FirstBlock + turn.BlockCount };
            else
                exchanges.Add(new Exchange(turn.FirstBlock, turn.FirstBlock + turn.BlockCount, turn.Number, turn.Role == Role.User && !answers));
            results = answers;
        }
    }

    private static bool OnlyResults(ContextIndex index, in Turn turn)
    {
        var any = false;
        foreach (ref readonly var block in index.Blocks.Slice(turn.FirstBlock, turn.BlockCount))
        {
            if (block.Kind == BlockKind.Result)
                any = true;
            else if (block.Has(BlockFlags.Request))
                return false;
        }

        return any;
    }
}
