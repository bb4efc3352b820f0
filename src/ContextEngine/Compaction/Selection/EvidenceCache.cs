using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>What is known about the history of one index, kept while a plan is sought: attempts differ in budget, hardly in history.</summary>
internal sealed class EvidenceCache(ContextIndex index, Policy policy)
{
    private readonly Dictionary<string, (History History, Evidence? Evidence)> _known = new(StringComparer.Ordinal);
    private AtomIndex? _atoms;

    /// <summary>The history of the first exchanges and of the results behind them that are cut.</summary>
    public History HistoryOf(IReadOnlyList<Exchange> exchanges, int count, Predicate<int> isCut) => Of(exchanges, count, isCut, out _).History;

    /// <summary>The same, with the worth of its lines.</summary>
    public Evidence EvidenceOf(IReadOnlyList<Exchange> exchanges, int count, Predicate<int> isCut)
    {
        var known = Of(exchanges, count, isCut, out var key);
        if (known.Evidence is null)
            _known[key] = known = (known.History, new Evidence(index, known.History, exchanges, _atoms ??= new AtomIndex(index), policy));
        return known.Evidence;
    }

    private (History History, Evidence? Evidence) Of(IReadOnlyList<Exchange> exchanges, int count, Predicate<int> isCut, out string key)
    {
        var from = count < exchanges.Count ? exchanges[count].FirstBlock : index.Blocks.Length;
        key = string.Join(' ', Enumerable.Range(from, index.Blocks.Length - from).Where(b => isCut(b)).Prepend(count));
        if (!_known.TryGetValue(key, out var known))
            _known[key] = known = (History.Of(index, exchanges, count, isCut), null);
        return known;
    }
}
