using System.Text;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Needed lines and atoms, shortest first: the most that loose lines could ever recall.</summary>
internal sealed class LineOracle : IOracle
{
    public string Name => "oracle-line";

    public Context Compact(Past past, NeedSet needs, int budget)
    {
        var text = new StringBuilder();
        var room = budget - Message.Wrapping;
        foreach (var item in needs.Lines.Concat(needs.Ids.Keys).OrderBy(i => i.Length).ThenBy(i => i, StringComparer.Ordinal))
        {
            room -= CharTokens.Of(item) + 1;
            if (room < 0)
                break;
            text.Append(item).Append('\n');
        }

        return new Context([new Message(Speaker.User, text.ToString())]);
    }
}
