using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Budgets;

/// <summary>The policy most agents fall back to: newest whole groups while they fit, nothing before the first that does not.</summary>
public static class TruncateOldest
{
    /// <summary>The view as text.</summary>
    /// <param name="index">The past, sealed; its unit is the budget's.</param>
    /// <param name="budget">Tokens.</param>
    public static string View(ContextIndex index, int budget)
    {
        var groups = new List<(string Text, int Tokens)>();
        foreach (ref readonly var turn in index.Turns)
        {
            if (turn.BlockCount == 0)
                continue;
            var (text, tokens) = Print(index, turn);
            if (groups.Count > 0 && index.Blocks[turn.FirstBlock].Kind == BlockKind.Result)
                groups[^1] = (groups[^1].Text + text, groups[^1].Tokens + tokens);
            else
                groups.Add((text, tokens));
        }

        var kept = new List<string>();
        for (var i = groups.Count - 1; i >= 0 && groups[i].Tokens <= budget; i--)
        {
            budget -= groups[i].Tokens;
            kept.Add(groups[i].Text);
        }

        kept.Reverse();
        return string.Concat(kept);
    }

    /// <summary>Everything, as text: what the self-check scores.</summary>
    /// <param name="index">The past, sealed.</param>
    public static string Whole(ContextIndex index) => View(index, int.MaxValue);

    private static (string Text, int Tokens) Print(ContextIndex index, Turn turn)
    {
        var text = new StringBuilder();
        var tokens = 4;
        for (var i = turn.FirstBlock; i < turn.FirstBlock + turn.BlockCount; i++)
        {
            var block = index.Blocks[i];
            if (block.Kind is BlockKind.Thinking or BlockKind.Image)
                continue;
            tokens += block.Tokens;
            if (block.Kind == BlockKind.Call)
                text.Append(Encoding.UTF8.GetString(index.Symbol(block.Tool))).Append('\n').AppendJoin('\n', NeedLines.Values(index.Text(i)));
            else
                text.Append(Encoding.UTF8.GetString(index.Text(i)));
            text.Append('\n');
        }

        return (text.ToString(), tokens);
    }
}
