using System.Text;
using Pith.Budgets.Recordings;
using Pith.Compaction;
using Pith.Offload;

namespace Pith.Budgets.Policies;

/// <summary>pith's own compactor, without a model, through the door that <c>pith compact</c> uses.</summary>
internal sealed class PithPolicy : IContextPolicy
{
    public string Name => "pith";

    public PolicyKind Kind => PolicyKind.Own;

    public ReplayRule Replay => ReplayRule.Planned;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        using var index = IndexFeed.Of(messages);
        var views = new ViewMessages(messages);
        var compacted = Compactor.Compact(index, new Policy { Budget = budget }, new RuledForm(views));
        var blobs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cited in compacted.Plan.Cited)
            blobs[Handle.Of(cited.Span)] = Encoding.UTF8.GetString(cited.Span);
        return new Context(views.Of(Compactor.Apply(index, compacted.Plan))) { Blobs = blobs, Failed = !compacted.Fits };
    }
}
