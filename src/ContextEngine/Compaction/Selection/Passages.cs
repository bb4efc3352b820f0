using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>
/// Chooses passages: for a price per token, the lines of each part of the history that are worth it, with what a gap
/// costs and what it is worth that neighbours stand together (an edit needs every line of its old text). One pass over a
/// part, two states a line; the price is found by bisection so that the whole fits the budget.
/// </summary>
internal sealed class Passages
{
    /// <summary>Tokens of a gap mark and of a head with its line number, and steps of the bisection: a price within a millionth.</summary>
    private const int Gap = 3, Head = 14, Halvings = 22;

    /// <summary>How far a likely line shines on its neighbours; 0.7 to 0.9 measured alike.</summary>
    private const float Fade = 0.8f;

    private readonly record struct Run(int First, int End, int Group);

    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly float[] _use, _lasting, _before;
    private readonly int[] _tokens;
    private readonly List<Run> _runs = [];
    private readonly bool[] _chosen;
    private readonly byte[] _ways;
    private readonly double[] _groupValue;
    private readonly int[] _groupTokens;

    public Passages(ContextIndex index, History history, LineHistory lines, float[] scores, HashSet<ulong> present, int[] groups, int groupCount)
    {
        (_index, _history) = (index, history);
        var n = history.Lines.Count;
        (_use, _lasting, _tokens, _before) = (new float[n], new float[n], new int[n], new float[n]);
        (_chosen, _ways) = (new bool[n], new byte[n]);
        (_groupValue, _groupTokens) = (new double[groupCount], new int[groupCount]);
        for (var first = 0; first < n;)
        {
            var end = first + 1;
            var line = history.Lines[first];
            while (end < n && history.Lines[end].Block == line.Block && history.Lines[end].Part == line.Part && history.Lines[end].Head == line.Head && !history.Lines[end].Whole)
                end++;
            if (line.Part != HistoryPart.Heading && Measure(first, end, lines, scores, present))
                _runs.Add(new Run(first, end, groups[first]));
            first = end;
        }
    }

    /// <summary>Which lines to show in at most so many tokens, gaps and heads included.</summary>
    public bool[] Choose(int budget)
    {
        var (low, high) = (1e-7, 1.0);
        if (TokensAt(low) <= budget)
            return _chosen;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = Math.Sqrt(low * high);
            if (TokensAt(middle) > budget)
                low = middle;
            else
                high = middle;
        }

        _ = TokensAt(high);
        return _chosen;
    }

    private bool Measure(int first, int end, LineHistory lines, float[] scores, HashSet<ulong> present)
    {
        var any = false;
        for (var i = first; i < end; i++)
        {
            _lasting[i] = scores[i];
            _use[i] = present.Contains(lines.Keys[i]) ? 0 : scores[i];
            any |= _use[i] > 0;
        }

        if (!any)
            return false;
        for (var i = first; i < end; i++)
            _tokens[i] = _index.Meter.Count(Excerpt.StripNumber(_history[i], out _)) + 1;
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
        Array.Clear(_groupValue);
        Array.Clear(_groupTokens);
        foreach (var run in _runs)
        {
            var lines = run.End - run.First;
            var (value, tokens) = PassageChoice.Best(
                _use.AsSpan(run.First, lines), _lasting.AsSpan(run.First, lines), _tokens.AsSpan(run.First, lines),
                price, _history.Lines[run.First].Whole ? 0 : Gap, _chosen.AsSpan(run.First, lines), _ways);
            _groupValue[run.Group] += value;
            _groupTokens[run.Group] += tokens;
        }

        var total = 0;
        for (var g = 0; g < _groupTokens.Length; g++)
            if (_groupTokens[g] > 0)
            {
                if (_groupValue[g] < price * Head)
                    _groupTokens[g] = -1; // not worth its head
                else
                    total += _groupTokens[g] + Head;
            }

        foreach (var run in _runs)
            if (_groupTokens[run.Group] < 0)
                Array.Clear(_chosen, run.First, run.End - run.First);
        return total;
    }
}
