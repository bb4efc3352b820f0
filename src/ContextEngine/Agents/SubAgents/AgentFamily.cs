namespace Pith.Agents.SubAgents;

/// <summary>What all agents of a run share: the kinds there are, how one is equipped, and how many there may be.</summary>
/// <param name="kinds">The kinds; of two with one name the first counts.</param>
/// <param name="open">Equips one; throws <see cref="SubAgentException"/> where that cannot be.</param>
public sealed class AgentFamily(IEnumerable<AgentKind> kinds, Func<SubAgentOrder, SubAgentGear> open)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, SemaphoreSlim> _slots = [];
    private int _started;

    /// <summary>How deep they may start each other: the main agent stands at 0.</summary>
    public int MostDepth { get; init; } = 2;

    /// <summary>How many of one depth work at once; further ones wait.</summary>
    public int MostAtOnce { get; init; } = 8;

    /// <summary>How many a run may start in all: a model that only delegates comes to an end.</summary>
    public int Most { get; init; } = 100;

    /// <summary>The kinds, in their order.</summary>
    public IReadOnlyList<AgentKind> Kinds { get; } = [.. kinds.DistinctBy(k => k.Name)];

    /// <summary>Equips one.</summary>
    public SubAgentGear Open(SubAgentOrder order) => open(order);

    /// <summary>Counts one more; false where there have been enough.</summary>
    internal bool TryCount() => Interlocked.Increment(ref _started) <= Most;

    /// <summary>The places of one depth. Each depth has its own, so that no agent waits for a place that its parent holds.</summary>
    internal SemaphoreSlim Slots(int depth)
    {
        lock (_gate)
            return _slots.TryGetValue(depth, out var slots) ? slots : _slots[depth] = new SemaphoreSlim(MostAtOnce);
    }
}
