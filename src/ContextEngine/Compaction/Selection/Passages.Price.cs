using System.Runtime.InteropServices;

namespace Pith.Compaction.Selection;

/// <summary>The price at which the budget is full.</summary>
internal sealed partial class Passages
{
    /// <summary>Tokens of a gap mark and of a head with its line number, and steps of the bisection: a price within a millionth.</summary>
    private const int Gap = 3, Head = 14, Halvings = 22;

    private const double Cheapest = 1e-7, Dearest = 1;

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

    private void Best(ref PassageRun run, double price)
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
