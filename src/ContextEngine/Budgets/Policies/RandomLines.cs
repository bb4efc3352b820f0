using System.Text;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Control: lines drawn at random from the whole past until the budget is full. The seed is the length of the past, so every run draws the same.</summary>
internal sealed class RandomLines : IContextPolicy
{
    public string Name => "random-lines";

    public PolicyKind Kind => PolicyKind.Control;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        var lines = messages.SelectMany(m => m.Text.Split('\n').Concat(m.Calls.SelectMany(c => c.Values.SelectMany(v => v.Value.Split('\n'))))).Where(l => l.Length > 0).ToArray();
#pragma warning disable CA5394 // a draw that anyone can repeat is the point
        new Random(messages.Count).Shuffle(lines);
#pragma warning restore CA5394
        var text = new StringBuilder();
        var room = (budget - Message.Wrapping) * CharTokens.Size;
        foreach (var line in lines)
            if (text.Length + line.Length < room)
                text.Append(line).Append('\n');
        return new Context([new Message(Speaker.User, text.ToString())]);
    }
}
