using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>
/// What a history says about each of its lines: which is the newest that says this, how often it was acted on or shown,
/// whether an edit took it away, how near a change it stands. Passes over arrays; used for one history after the other.
/// </summary>
internal sealed class LineHistory(LineStore store)
{
    private int[] _acted = [], _seen = [], _alike = [], _removed = [], _toChange = [];
    private bool[] _newest = [], _inFiles = [], _inAll = [], _changed = [];
    private History _history = null!;

    /// <summary>Reads a history; what was known of the last one is gone.</summary>
    public void Read(History history)
    {
        _history = history;
        var (keys, templates, pairs) = store.Numbers;
        Scratch.Clear(ref _acted, keys);
        Scratch.Clear(ref _seen, keys);
        Scratch.Clear(ref _inFiles, keys);
        Scratch.Clear(ref _inAll, keys);
        Scratch.Clear(ref _alike, templates);
        Scratch.Clear(ref _changed, pairs);
        Scratch.Clear(ref _removed, pairs);
        Scratch.Clear(ref _newest, history.Lines.Length);
        Scratch.Clear(ref _toChange, history.Lines.Length);
        Count();
        MarkNewest();
        MeasureChanges();
    }

    /// <summary>Whether a line is the newest that says this in a file, or else anywhere.</summary>
    public bool IsNewest(int i) => _newest[i];

    /// <summary>How often calls have said it.</summary>
    public int Acted(in LineFacts line) => _acted[line.Key];

    /// <summary>How often results have shown it.</summary>
    public int Seen(in LineFacts line) => _seen[line.Key];

    /// <summary>How many other lines of tools look like it but for their numbers.</summary>
    public int Alike(in LineFacts line) => line.Template == 0 ? 0 : _alike[line.Template] - 1;

    /// <summary>Lines of its block to the nearest that an edit of the file took or put; <see cref="int.MaxValue"/> where there is none.</summary>
    public int ToChange(int i) => _toChange[i];

    /// <summary>Whether a later edit of its file took it away.</summary>
    public bool IsGone(in HistoryLine line, in LineFacts facts) => line.Subject >= 0 && _removed[facts.Pair] > line.Exchange;

    private void Count()
    {
        var lines = _history.Lines;
        var facts = store.Facts;
        foreach (ref readonly var line in lines)
        {
            ref readonly var known = ref facts[line.Id];
            if (known.Key == 0)
                continue;
            if (line.Part is HistoryPart.Added or HistoryPart.Removed or HistoryPart.Argument)
                _acted[known.Key]++;
            else
                _seen[known.Key]++;
            _alike[known.Template]++;
            if (line.Part == HistoryPart.Removed)
                _removed[known.Pair] = line.Exchange + 1; // 0 for never
            else if (line.Part == HistoryPart.Added)
                _removed[known.Pair] = 0;
            if (line.Part is HistoryPart.Added or HistoryPart.Removed && line.Work == ToolKind.Edit)
                _changed[known.Pair] = true;
        }
    }

    private void MarkNewest()
    {
        var lines = _history.Lines;
        var facts = store.Facts;
        for (var i = lines.Length - 1; i >= 0; i--)
            if (facts[lines[i].Id].Key is var key and not 0 && IsFile(lines[i]) && !_inFiles[key])
                _newest[i] = _inFiles[key] = true;
        for (var i = lines.Length - 1; i >= 0; i--)
            if (facts[lines[i].Id].Key is var key and not 0 && !_inFiles[key] && !_inAll[key])
                _newest[i] = _inAll[key] = true;
    }

    private static bool IsFile(in HistoryLine line) => line.Part == HistoryPart.Added || line.Part == HistoryPart.Result && line.Work == ToolKind.Read;

    /// <summary>Lines to the nearest line of the same block that an edit of the same file took or put.</summary>
    private void MeasureChanges()
    {
        _toChange.AsSpan(0, _history.Lines.Length).Fill(int.MaxValue);
        Sweep(0, _history.Lines.Length, 1);
        Sweep(_history.Lines.Length - 1, -1, -1);
    }

    private void Sweep(int from, int to, int step)
    {
        var lines = _history.Lines;
        var facts = store.Facts;
        var (block, head, distance) = (-1, -1, int.MaxValue);
        for (var i = from; i != to; i += step)
        {
            ref readonly var line = ref lines[i];
            if (line.Block != block || line.Head != head)
                (block, head, distance) = (line.Block, line.Head, int.MaxValue);
            if (facts[line.Id] is { Key: not 0 } known && _changed[known.Pair])
                distance = 0;
            _toChange[i] = Math.Min(_toChange[i], distance);
            if (distance < int.MaxValue)
                distance++;
        }
    }
}
