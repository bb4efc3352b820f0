using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>What is known about the histories of one index, kept while a plan is sought: attempts differ in budget, hardly in history.</summary>
internal sealed class EvidenceCache(ContextIndex index, Policy policy)
{
    private readonly Dictionary<string, (History History, Lazy<Evidence> Evidence)> _known = new(StringComparer.Ordinal);
    private AtomIndex? _atoms;
    private List<Wishes.PinnedPassage>? _pins;

    /// <summary>The memories that earlier compactions left, the oldest first, read once.</summary>
    public IReadOnlyList<(int Block, EarlierMemory Memory)> Memories { get; } = EarlierMemory.All(index);

    /// <summary>What the user's pins stand for, those of earlier memories included, found once.</summary>
    public List<Wishes.PinnedPassage> Pins => _pins ??= Wishes.PinnedPassages.Of(index, policy.Wishes, Memories);

    /// <summary>The history of the first exchanges and of the results behind them that are cut, and the worth of its lines.</summary>
    public (History History, Lazy<Evidence> Evidence) Of(IReadOnlyList<Exchange> exchanges, int count, Predicate<int> isCut)
    {
        var from = count < exchanges.Count ? exchanges[count].FirstBlock : index.Blocks.Length;
        var key = string.Join(' ', Enumerable.Range(from, index.Blocks.Length - from).Where(b => isCut(b)).Prepend(count));
        if (_known.TryGetValue(key, out var known))
            return known;
        var history = History.Of(index, exchanges, count, isCut);
        return _known[key] = (history, new Lazy<Evidence>(() => new Evidence(index, history, exchanges, _atoms ??= new AtomIndex(index), policy)));
    }
}
