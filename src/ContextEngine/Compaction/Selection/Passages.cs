namespace Pith.Compaction.Selection;

/// <summary>
/// Chooses passages: for a price per token, the lines of each part of the history that are worth it, with what a gap
/// costs and what it is worth that neighbours stand together (an edit needs every line of its old text). One pass over a
/// part, two states a line; the price is found by bisection so that the whole fits the budget.
/// </summary>
internal sealed partial class Passages(LineStore store, Sources sources)
{
    /// <summary>How far a likely line shines on its neighbours; 0.7 to 0.9 measured alike.</summary>
    private const float Fade = 0.8f;

    /// <summary>What is left of that beyond the outermost likely line; 0.3 to 0.8 measured alike.</summary>
    private const float Edge = 0.5f;

    private readonly List<PassageRun> _runs = [];
    private readonly List<int> _open = []; // runs whose choice still depends on the price
    private float[] _use = [], _lasting = [], _before = [];
    private int[] _tokens = [], _groupTokens = [], _settledTokens = [];
    private bool[] _chosen = [];
    private byte[] _ways = [];
    private double[] _groupValue = [], _settledWorth = [];
    private History _history = null!;

    /// <summary>Turns to a history.</summary>
    /// <param name="history">Its sources were read.</param>
    /// <param name="scores">Probability that a line is used.</param>
    /// <param name="present">By key: whether the view shows such a line anyway.</param>
    public void Read(History history, ReadOnlySpan<float> scores, ReadOnlySpan<bool> present)
    {
        _history = history;
        _runs.Clear();
        _open.Clear();
        Scratch.Clear(ref _settledWorth, sources.Count);
        Scratch.Clear(ref _settledTokens, sources.Count);
        var lines = history.Lines;
        Scratch.Take(ref _use, lines.Length);
        Scratch.Take(ref _lasting, lines.Length);
        Scratch.Take(ref _before, lines.Length);
        Scratch.Take(ref _tokens, lines.Length);
        Scratch.Take(ref _ways, lines.Length);
        Scratch.Clear(ref _chosen, lines.Length);
        for (var first = 0; first < lines.Length;)
        {
            ref readonly var line = ref lines[first];
            var end = first + 1;
            while (end < lines.Length && lines[end].Block == line.Block && lines[end].Part == line.Part && lines[end].Head == line.Head && !lines[end].Whole)
                end++;
            if (line.Part != HistoryPart.Heading && Measure(first, end, scores, present))
            {
                _open.Add(_runs.Count);
                _runs.Add(new PassageRun(first, end - first, sources.Of[first], line.Whole ? 0 : Gap, int.MaxValue, 0, 0));
            }

            first = end;
        }

        Scratch.Take(ref _valueAt, _runs.Count);
        Scratch.Take(ref _tokensAt, _runs.Count);
        Scratch.Take(ref _groupValueAt, sources.Count);
        Scratch.Take(ref _groupTokensAt, sources.Count);
    }

    private bool Measure(int first, int end, ReadOnlySpan<float> scores, ReadOnlySpan<bool> present)
    {
        var any = false;
        var lines = _history.Lines;
        var facts = store.Facts;
        for (var i = first; i < end; i++)
        {
            _lasting[i] = _use[i] = present[facts[lines[i].Id].Key] ? 0 : scores[i];
            any |= _use[i] > 0;
        }

        if (!any)
            return false;
        for (var i = first; i < end; i++)
            _tokens[i] = store.TokensOf(lines[i].Id);
        Close(first, end);
        return true;
    }

    /// <summary>
    /// Valleys between likely lines are filled: who needs the lines on both sides in one piece needs those between. Less so what
    /// stands outside: the bracket that closes a passage, or a line that says nothing new, by itself not worth a token.
    /// </summary>
    private void Close(int first, int end)
    {
        var before = 0f;
        for (var i = first; i < end; i++)
            _before[i] = before = float.MaxNative(_lasting[i], before * Fade);
        var after = 0f;
        for (var i = end - 1; i >= first; i--)
        {
            after = float.MaxNative(_lasting[i], after * Fade);
            _lasting[i] = float.MaxNative(float.MinNative(_before[i], after), Edge * float.MaxNative(_before[i], after));
        }
    }
}
