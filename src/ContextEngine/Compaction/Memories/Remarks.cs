namespace Pith.Compaction.Memories;

/// <summary>Remarks of one kind, each sentence once, at its latest place.</summary>
internal sealed class Remarks
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<Remark> All => [.. _places.Select(p => new Remark(p.Value, p.Key)).OrderBy(r => r.Turn)];

    public void Add(int turn, string text) => _places[text] = turn;
}
