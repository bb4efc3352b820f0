using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Budgets;

/// <summary>Where a session is cut into past and future: before an assistant's message, first above 1.25 budgets, then every 10,000 tokens.</summary>
public static class Cuts
{
    private const int Step = 10_000, MessagesAfter = 20;

    /// <summary>Positions in <see cref="ContextIndex.Turns"/>.</summary>
    /// <param name="index">The whole session, sealed; its unit is the budget's.</param>
    /// <param name="budget">Tokens.</param>
    public static List<int> Dense(ContextIndex index, int budget)
    {
        var cuts = new List<int>();
        var running = 0L;
        var next = budget * 1.25;
        for (var turn = 0; turn < index.Turns.Length - MessagesAfter; turn++)
        {
            foreach (ref readonly var block in index.Blocks.Slice(index.Turns[turn].FirstBlock, index.Turns[turn].BlockCount))
                running += block.Kind == BlockKind.Thinking ? 0 : block.Tokens;
            running += 4;
            var begins = turn > 0 && index.Turns[turn].Role == Role.Assistant && index.Turns[turn - 1].Role != Role.Assistant;
            if (running < next || !begins)
                continue;
            cuts.Add(turn);
            next = running + Step;
        }

        return cuts;
    }
}
