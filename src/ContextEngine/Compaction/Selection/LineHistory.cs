using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>
/// What a history says about each of its lines: which is the newest that says this, how often it was acted on or shown,
/// whether an edit took it away, how near a change it stands. Counts the lines that last once, those behind them anew for each history.
/// </summary>
internal sealed class LineHistory(LineStore store)
{
    private readonly List<Before> _before = []; // what the lines behind those that last have changed
    private OfKey[] _keys = [];
    private OfPair[] _pairs = [];
    private int[] _alike = [], _toChange = [];
    private int[] _changedAt = []; // by subject, from -1: the last of all changes so far that concerned a line of it; 0 for none
    private int _changes, _measuredAt; // how many changes there were, and had been when distances were measured last
    private int _counted;
    private History _history = null!;

    /// <param name="Acted">How often calls have said it.</param>
    /// <param name="Seen">How often results have shown it.</param>
    /// <param name="Newest">The id of the line that said it last, in a file if any did, plus one.</param>
    /// <param name="InFile">Whether that is a line of a file.</param>
    private record struct OfKey(int Acted, int Seen, int Newest, bool InFile);

    /// <param name="Removed">The exchange whose edit took it away, plus one; 0 where it was put back or never taken.</param>
    /// <param name="Changed">Whether an edit took or put it.</param>
    private record struct OfPair(int Removed, bool Changed);

    private readonly record struct Before(int Subject, LineFacts Line, OfKey Key, OfPair Pair);

    /// <summary>Reads a history; what was known of the last one is gone.</summary>
    public void Read(History history)
    {
        _history = history;
        TakeBack();
        var (keys, templates, pairs) = store.Numbers;
        Scratch.Keep(ref _keys, keys);
        Scratch.Keep(ref _pairs, pairs);
        Scratch.Keep(ref _alike, templates);
        if (history.Lasting < _counted)
        {
            Array.Clear(_keys);
            Array.Clear(_pairs);
            Array.Clear(_alike);
            Array.Clear(_changedAt);
            _counted = 0;
        }

        Count(history.Lines[_counted..history.Lasting], isLasting: true);
        Count(history.Lines[history.Lasting..], isLasting: false);
        MeasureChanges(_counted);
        _counted = history.Lasting;
    }

    /// <summary>Whether a line is the newest that says this in a file, or else anywhere.</summary>
    public bool IsNewest(in HistoryLine line, in LineFacts facts) => _keys[facts.Key].Newest == line.Id + 1;

    /// <summary>How often calls have said it.</summary>
    public int Acted(in LineFacts line) => _keys[line.Key].Acted;

    /// <summary>How often results have shown it.</summary>
    public int Seen(in LineFacts line) => _keys[line.Key].Seen;

    /// <summary>How many other lines of tools look like it but for their numbers.</summary>
    public int Alike(in LineFacts line) => line.Template == 0 ? 0 : _alike[line.Template] - 1;

    /// <summary>Lines of its block to the nearest that an edit of the file took or put; <see cref="int.MaxValue"/> where there is none.</summary>
    public int ToChange(int i) => _toChange[i];

    /// <summary>Whether a later edit of its file took it away.</summary>
    public bool IsGone(in HistoryLine line, in LineFacts facts) => line.Subject >= 0 && _pairs[facts.Pair].Removed > line.Exchange;

    private void Count(ReadOnlySpan<HistoryLine> lines, bool isLasting)
    {
        var facts = store.Facts;
        foreach (ref readonly var line in lines)
        {
            ref readonly var known = ref facts[line.Id];
            if (known.Key == 0)
                continue;
            ref var key = ref _keys[known.Key];
            ref var pair = ref _pairs[known.Pair];
            if (!isLasting)
                _before.Add(new Before(line.Subject, known, key, pair));
            Count(line, ref key, ref pair);
            _alike[known.Template]++;
        }
    }

    private void Count(in HistoryLine line, ref OfKey key, ref OfPair pair)
    {
        if (line.Part is HistoryPart.Added or HistoryPart.Removed or HistoryPart.Argument)
            key.Acted++;
        else
            key.Seen++;
        var isFile = line.Part == HistoryPart.Added || line.Part == HistoryPart.Result && line.Work == ToolKind.Read;
        if (isFile || !key.InFile)
            (key.Newest, key.InFile) = (line.Id + 1, isFile);
        if (line.Part == HistoryPart.Removed)
            pair.Removed = line.Exchange + 1;
        else if (line.Part == HistoryPart.Added)
            pair.Removed = 0;
        if (line.Part is not (HistoryPart.Added or HistoryPart.Removed) || line.Work != ToolKind.Edit || pair.Changed)
            return;
        pair.Changed = true;
        Scratch.Keep(ref _changedAt, line.Subject + 2);
        _changedAt[line.Subject + 1] = ++_changes;
    }

    private void TakeBack()
    {
        for (var i = _before.Count - 1; i >= 0; i--)
        {
            var (subject, line, key, pair) = _before[i];
            if (_pairs[line.Pair].Changed && !pair.Changed)
                _changedAt[subject + 1] = ++_changes;
            (_keys[line.Key], _pairs[line.Pair]) = (key, pair);
            _alike[line.Template]--;
        }

        _before.Clear();
    }

    /// <summary>
    /// Lines to the nearest line of the same block that an edit of the same file took or put. Few blocks have one, and those of files
    /// that were not changed since keep theirs.
    /// </summary>
    /// <param name="measured">Lines whose distances are those of the history before.</param>
    private void MeasureChanges(int measured)
    {
        var lines = _history.Lines;
        var facts = store.Facts;
        Scratch.Keep(ref _toChange, lines.Length);
        for (var part = 0; part < _history.Parts;)
        {
            var (first, end) = _history.Part(part++);
            for (; part < _history.Parts && lines[end].Block == lines[first].Block && lines[end].Head == lines[first].Head; part++)
                end = _history.Part(part).End;
            var changed = lines[first].Subject + 1 < _changedAt.Length ? _changedAt[lines[first].Subject + 1] : 0;
            if (first < measured && changed <= _measuredAt)
                continue;
            _toChange.AsSpan(first, end - first).Fill(int.MaxValue);
            var hasChange = false;
            for (var i = first; i < end && changed > 0 && !hasChange; i++)
                hasChange = IsChanged(facts[lines[i].Id]);
            if (!hasChange)
                continue;
            Sweep(first, end, 1);
            Sweep(end - 1, first - 1, -1);
        }

        _measuredAt = _changes;
    }

    private void Sweep(int from, int to, int step)
    {
        var lines = _history.Lines;
        var facts = store.Facts;
        var distance = int.MaxValue;
        for (var i = from; i != to; i += step)
        {
            if (IsChanged(facts[lines[i].Id]))
                distance = 0;
            _toChange[i] = Math.Min(_toChange[i], distance);
            if (distance < int.MaxValue)
                distance++;
        }
    }

    private bool IsChanged(in LineFacts line) => _pairs[line.Pair].Changed;
}
