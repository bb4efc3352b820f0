using System.Runtime.InteropServices;

namespace Pith.Compaction.Selection;

/// <summary>
/// Chooses passages: for a price per token, the lines of each part of the history that are worth it, with what a gap
/// costs and what it is worth that neighbours stand together (an edit needs every line of its old text). One pass over a
/// part, two states a line; the price is found by bisection so that the whole fits the budget.
/// </summary>
internal sealed class Passages(LineStore store, Sources sources)
{
    /// <summary>Tokens of a gap mark and of a head with its line number, and steps of the bisection: a price within a millionth.</summary>
    private const int Gap = 3, Head = 14, Halvings = 22;

    /// <summary>How far a likely line shines on its neighbours; 0.7 to 0.9 measured alike.</summary>
    private const float Fade = 0.8f;

    private const double Cheapest = 1e-7, Dearest = 1;

    private readonly List<Run> _runs = [];
    private readonly List<int> _open = []; // runs whose choice still depends on the price
    private float[] _use = [], _lasting = [], _before = [];
    private int[] _tokens = [], _groupTokens = [], _settledTokens = [];
    private bool[] _chosen = [];
    private byte[] _ways = [];
    private double[] _groupValue = [], _settledWorth = [];
    private History _history = null!;

    /// <summary>Lines of one part of one block, and what is known of the best choice from them.</summary>
    /// <param name="First">First line.</param>
    /// <param name="End">Behind the last.</param>
    /// <param name="Group">Whose head they stand under.</param>
    /// <param name="Tokens">Tokens of the choice that was looked at last.</param>
    /// <param name="Worth">What it is worth, its price not taken off.</param>
    /// <param name="Most">Tokens at the highest price that was too low.</param>
    /// <param name="Least">Tokens at the lowest that was high enough.</param>
    private record struct Run(int First, int End, int Group, int Tokens, double Worth, int Most, int Least)
    {
        /// <summary>
        /// The best choice's tokens never rise with the price: where they are the same at both ends, so is the choice at
        /// every price between.
        /// </summary>
        public readonly bool IsSettled => Most == Least;
    }

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
                _runs.Add(new Run(first, end, sources.Of[first], 0, 0, int.MaxValue, 0));
            }

            first = end;
        }
    }

    /// <summary>Which lines to show in at most so many tokens, gaps and heads included. Valid until the next history is read.</summary>
    public ReadOnlySpan<bool> Choose(int budget)
    {
        var (low, high) = (Cheapest, Dearest);
        var fits = TokensAt(low) <= budget;
        if (!fits)
            Bound(isLow: true);
        for (var i = 0; i < Halvings && !fits; i++)
        {
            var middle = Math.Sqrt(low * high);
            var isLow = TokensAt(middle) > budget;
            (low, high) = isLow ? (middle, high) : (low, middle);
            Bound(isLow);
        }

        if (!fits)
            _ = TokensAt(high);
        foreach (ref readonly var run in CollectionsMarshal.AsSpan(_runs))
            if (_groupTokens[run.Group] < 0)
                Array.Clear(_chosen, run.First, run.End - run.First);
        return _chosen.AsSpan(0, _history.Lines.Length);
    }

    private bool Measure(int first, int end, ReadOnlySpan<float> scores, ReadOnlySpan<bool> present)
    {
        var any = false;
        var lines = _history.Lines;
        var facts = store.Facts;
        for (var i = first; i < end; i++)
        {
            _lasting[i] = scores[i];
            _use[i] = present[facts[lines[i].Id].Key] ? 0 : scores[i];
            any |= _use[i] > 0;
        }

        if (!any)
            return false;
        for (var i = first; i < end; i++)
            _tokens[i] = store.TokensOf(lines[i].Id);
        Close(first, end);
        return true;
    }

    /// <summary>Valleys between likely lines are filled: who needs the lines on both sides in one piece needs those between.</summary>
    private void Close(int first, int end)
    {
        var before = 0f;
        for (var i = first; i < end; i++)
            _before[i] = before = Math.Max(_lasting[i], before * Fade);
        var after = 0f;
        for (var i = end - 1; i >= first; i--)
        {
            after = Math.Max(_lasting[i], after * Fade);
            _lasting[i] = Math.Min(_before[i], after);
        }
    }

    private int TokensAt(double price)
    {
        Scratch.Take(ref _groupValue, sources.Count);
        Scratch.Take(ref _groupTokens, sources.Count);
        for (var g = 0; g < sources.Count; g++)
            (_groupValue[g], _groupTokens[g]) = (_settledWorth[g] - price * _settledTokens[g], _settledTokens[g]);
        foreach (var r in _open)
        {
            ref var run = ref CollectionsMarshal.AsSpan(_runs)[r];
            Best(ref run, price);
            _groupValue[run.Group] += run.Worth - price * run.Tokens;
            _groupTokens[run.Group] += run.Tokens;
        }

        var total = 0;
        for (var g = 0; g < sources.Count; g++)
            if (_groupTokens[g] > 0)
            {
                if (_groupValue[g] < price * Head)
                    _groupTokens[g] = -1; // not worth its head
                else
                    total += _groupTokens[g] + Head;
            }

        return total;
    }

    private void Best(ref Run run, double price)
    {
        var lines = run.End - run.First;
        (var value, run.Tokens) = PassageChoice.Best(
            _use.AsSpan(run.First, lines), _lasting.AsSpan(run.First, lines), _tokens.AsSpan(run.First, lines),
            price, _history.Lines[run.First].Whole ? 0 : Gap, _chosen.AsSpan(run.First, lines), _ways);
        run.Worth = value + price * run.Tokens;
    }

    /// <summary>The price just tried is an end of the range from now on: what it settles needs no further look.</summary>
    private void Bound(bool isLow)
    {
        var kept = 0;
        foreach (var r in _open)
        {
            ref var run = ref CollectionsMarshal.AsSpan(_runs)[r];
            (run.Most, run.Least) = isLow ? (run.Tokens, run.Least) : (run.Most, run.Tokens);
            if (!run.IsSettled)
            {
                CollectionsMarshal.AsSpan(_open)[kept++] = r;
                continue;
            }

            _settledWorth[run.Group] += run.Worth;
            _settledTokens[run.Group] += run.Tokens;
        }

        _open.RemoveRange(kept, _open.Count - kept);
    }
}
