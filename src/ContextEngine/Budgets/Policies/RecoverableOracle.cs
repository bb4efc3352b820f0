using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Nothing but one handle that leads to everything: recalls nothing verbatim and all of it with one more call.</summary>
internal sealed class RecoverableOracle : IOracle
{
    public string Name => "oracle-handle";

    public Context Compact(Past past, NeedSet needs, int budget)
    {
        const string handle = "pith:0000000000000000";
        var all = past.Messages.Take(past.Count).SelectMany(m => m.Calls.SelectMany(c => c.Values.Select(v => v.Value)).Prepend(m.Text));
        return new Context([new Message(Speaker.User, handle)]) { Blobs = new Dictionary<string, string> { [handle] = string.Join('\n', all) } };
    }
}
