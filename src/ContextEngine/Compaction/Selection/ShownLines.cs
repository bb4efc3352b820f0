namespace Pith.Compaction.Selection;

/// <summary>The lines of a history that are shown, by source. Passes over arrays; used for one choice after the other.</summary>
internal sealed class ShownLines(Sources sources)
{
    private int[] _next = [], _first = [], _last = [], _order = [], _keys = [];
    private int _count;

    /// <summary>Turns to a choice.</summary>
    public void Read(ReadOnlySpan<bool> chosen)
    {
        Scratch.Take(ref _next, chosen.Length);
        Scratch.Take(ref _first, sources.Count).Fill(-1);
        Scratch.Take(ref _last, sources.Count);
        Scratch.Take(ref _order, sources.Count);
        Scratch.Take(ref _keys, sources.Count);
        _count = 0;
        for (var i = 0; i < chosen.Length; i++)
        {
            if (!chosen[i])
                continue;
            var source = sources.Of[i];
            if (_first[source] < 0)
                (_first[source], _order[_count++]) = (i, source);
            else
                _next[_last[source]] = i;
            (_last[source], _next[i]) = (i, -1);
        }

        for (var k = 0; k < _count; k++)
            _keys[k] = _last[_order[k]];
        _keys.AsSpan(0, _count).Sort(_order.AsSpan(0, _count));
    }

    /// <summary>The sources of which a line is shown, by their last.</summary>
    public ReadOnlySpan<int> Sources => _order.AsSpan(0, _count);

    /// <summary>Whether a line of a source is shown.</summary>
    public bool Has(int source) => _first[source] >= 0;

    /// <summary>The first line of a source.</summary>
    public int FirstOf(int source) => _first[source];

    /// <summary>The next line of the same source; -1 behind the last.</summary>
    public int Next(int line) => _next[line];
}
