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
    private int[] _groupTokens = [], _settledTokens = [];
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
        Scratch.Take(ref _ways, lines.Length);
        Scratch.Clear(ref _chosen, lines.Length);
        for (var part = 0; part < history.Parts; part++)
        {
            var (first, end) = history.Part(part);
            ref readonly var line = ref lines[first];
            if (line.Part != HistoryPart.Heading && Measure(first, end - first, scores, present))
            {
                _open.Add(_runs.Count);
                _runs.Add(new PassageRun(first, end - first, sources.Of[first], line.Whole ? 0 : Gap, int.MaxValue, 0, 0));
            }
        }

        Scratch.Take(ref _valueAt, _runs.Count);
        Scratch.Take(ref _tokensAt, _runs.Count);
        Scratch.Take(ref _groupValueAt, sources.Count);
        Scratch.Take(ref _groupTokensAt, sources.Count);
    }

    private bool Measure(int first, int count, ReadOnlySpan<float> scores, ReadOnlySpan<bool> present)
    {
        scores = scores.Slice(first, count);
        if (!scores.ContainsAnyExcept(0))
            return false;
        Span<float> use = _use.AsSpan(first, count), lasting = _lasting.AsSpan(first, count);
        var facts = store.Facts.Slice(_history.Lines[first].Id, count);
        var any = false;
        for (var i = 0; i < facts.Length; i++)
        {
            lasting[i] = use[i] = scores[i] > 0 && !present[facts[i].Key] ? scores[i] : 0;
            any |= use[i] > 0;
        }

        if (!any)
            return false;
        store.Count(_history.Lines[first].Id, count);
        Close(lasting, Scratch.Take(ref _before, count));
        return true;
    }

    /// <summary>Tokens of the lines of a run.</summary>
    private ReadOnlySpan<int> TokensOf(in PassageRun run) => store.Tokens.Slice(_history.Lines[run.First].Id, run.Length);

    /// <summary>
    /// Valleys between likely lines are filled: who needs the lines on both sides in one piece needs those between. Less so what
    /// stands outside: the bracket that closes a passage, or a line that says nothing new, by itself not worth a token.
    /// </summary>
    internal static void Close(Span<float> lasting, Span<float> before)
    {
        before = before[..lasting.Length];
        var shine = 0f;
        for (var i = 0; i < lasting.Length; i++)
            before[i] = shine = float.MaxNative(lasting[i], shine * Fade);
        shine = 0f;
        for (var i = lasting.Length - 1; i >= 0; i--)
        {
            shine = float.MaxNative(lasting[i], shine * Fade);
            lasting[i] = float.MaxNative(float.MinNative(before[i], shine), Edge * float.MaxNative(before[i], shine));
        }
    }
}
