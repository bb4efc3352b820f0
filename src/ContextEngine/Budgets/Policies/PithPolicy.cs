using System.Text;
using Pith.Budgets.Recordings;
using Pith.Compaction;
using Pith.Offload;

namespace Pith.Budgets.Policies;

/// <summary>pith's own compactor, without a model, through the door that <c>pith compact</c> uses.</summary>
internal sealed class PithPolicy(Policy policy) : IContextPolicy
{
    /// <summary>The compactor as shipped.</summary>
    public PithPolicy()
        : this(new Policy { Budget = 0 })
    {
    }

    public string Name => "pith";

    public PolicyKind Kind => PolicyKind.Own;

    public ReplayRule Replay => ReplayRule.Planned;

    public bool ReadsLog => true;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        using var index = IndexFeed.Of(messages);
        var views = new ViewMessages(messages);
        var compacted = Compactor.Compact(index, policy with { Budget = budget }, new RuledForm(views));
        var blobs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cited in compacted.Plan.Cited)
            blobs[Handle.Of(cited.Span)] = Encoding.UTF8.GetString(cited.Span);
        return new Context(views.Of(Compactor.Apply(index, compacted.Plan))) { Blobs = blobs, Failed = !compacted.Fits };
    }
}
