using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pith.Compaction.Selection;

/// <summary>The price at which the budget is full.</summary>
internal sealed partial class Passages
{
    /// <summary>Tokens of a gap mark and of a head with its line number, and rounds of the bisection, two halvings each: a price within a millionth.</summary>
    private const int Gap = 3, Head = 14, Rounds = 11;

    private const double Cheapest = 1e-7, Dearest = 1;

    private Vector256<double>[] _valueAt = [], _tokensAt = []; // of each run at the prices tried last
    private Vector256<double>[] _groupValueAt = [], _groupTokensAt = [];
    private Vector256<double> _prices;

    /// <summary>Which lines to show in at most so many tokens, gaps and heads included. Valid until the next history is read.</summary>
    public ReadOnlySpan<bool> Choose(int budget)
    {
        Mark(PriceFor(budget));
        return _chosen.AsSpan(0, _history.Lines.Length);
    }

    /// <summary>
    /// The lowest price that fits, by bisection. Three prices are tried at once, the middle and the two that may be the next: the
    /// fourth lane is the first time the cheapest price of all.
    /// </summary>
    private double PriceFor(int budget)
    {
        var (low, high) = (Cheapest, Dearest);
        for (var round = 0; round < Rounds; round++)
        {
            var middle = Math.Sqrt(low * high);
            var prices = Vector256.Create(Math.Sqrt(low * middle), middle, Math.Sqrt(middle * high), Cheapest);
            var tooMuch = Vector256.GreaterThan(TokensAt(prices), Vector256.Create((double)budget)).ExtractMostSignificantBits();
            if (round == 0 && (tooMuch & 8) == 0)
                return Cheapest;
            if (round == 0)
                Bound(3, isLow: true);
            for (var (halving, lane) = (0, 1); halving < 2; halving++)
            {
                var isLow = (tooMuch >> lane & 1) != 0;
                (low, high) = isLow ? (prices[lane], high) : (low, prices[lane]);
                Bound(lane, isLow);
                lane += isLow ? 1 : -1;
            }

            Settle();
        }

        return high;
    }

    /// <summary>Tokens that the best choices take at each of four prices, heads included.</summary>
    private Vector256<double> TokensAt(Vector256<double> prices)
    {
        for (var g = 0; g < sources.Count; g++)
            (_groupValueAt[g], _groupTokensAt[g]) = (Vector256.Create(_settledWorth[g]) - prices * _settledTokens[g], Vector256.Create((double)_settledTokens[g]));
        var runs = CollectionsMarshal.AsSpan(_runs);
        foreach (var r in _open)
        {
            ref readonly var run = ref runs[r];
            (_valueAt[r], _tokensAt[r]) = PassageTotals.Best(
                _use.AsSpan(run.First, run.Length), _lasting.AsSpan(run.First, run.Length), _tokens.AsSpan(run.First, run.Length), prices, GapOf(run));
            _groupValueAt[run.Group] += _valueAt[r];
            _groupTokensAt[run.Group] += _tokensAt[r];
        }

        var (total, head) = (Vector256<double>.Zero, Vector256.Create((double)Head));
        for (var g = 0; g < sources.Count; g++)
        {
            var shown = Vector256.GreaterThan(_groupTokensAt[g], Vector256<double>.Zero) & Vector256.GreaterThanOrEqual(_groupValueAt[g], prices * Head); // worth its head
            total += (_groupTokensAt[g] + head) & shown;
        }

        _prices = prices;
        return total;
    }

    /// <summary>A price just tried is an end of the range from now on.</summary>
    private void Bound(int lane, bool isLow)
    {
        var runs = CollectionsMarshal.AsSpan(_runs);
        foreach (var r in _open)
            if (isLow)
                (runs[r].Most, runs[r].Lane) = ((int)_tokensAt[r][lane], lane);
            else
                (runs[r].Least, runs[r].Lane) = ((int)_tokensAt[r][lane], lane);
    }

    /// <summary>What the range settles needs no further look.</summary>
    private void Settle()
    {
        var kept = 0;
        var runs = CollectionsMarshal.AsSpan(_runs);
        foreach (var r in _open)
        {
            ref readonly var run = ref runs[r];
            if (!run.IsSettled)
            {
                CollectionsMarshal.AsSpan(_open)[kept++] = r;
                continue;
            }

            _settledWorth[run.Group] += _valueAt[r][run.Lane] + _prices[run.Lane] * run.Least;
            _settledTokens[run.Group] += run.Least;
        }

        _open.RemoveRange(kept, _open.Count - kept);
    }

    /// <summary>Marks the lines of the best choice at a price, but for those that are not worth their head.</summary>
    private void Mark(double price)
    {
        Scratch.Clear(ref _groupValue, sources.Count);
        Scratch.Clear(ref _groupTokens, sources.Count);
        var runs = CollectionsMarshal.AsSpan(_runs);
        foreach (ref readonly var run in runs)
        {
            if (run is { IsSettled: true, Least: 0 })
                continue;
            var (value, tokens) = PassageChoice.Best(
                _use.AsSpan(run.First, run.Length), _lasting.AsSpan(run.First, run.Length), _tokens.AsSpan(run.First, run.Length),
                price, GapOf(run), _chosen.AsSpan(run.First, run.Length), _ways);
            _groupValue[run.Group] += value;
            _groupTokens[run.Group] += tokens;
        }

        foreach (ref readonly var run in runs)
            if (_groupTokens[run.Group] > 0 && _groupValue[run.Group] < price * Head)
                Array.Clear(_chosen, run.First, run.Length);
    }

    private int GapOf(in PassageRun run) => _history.Lines[run.First].Whole ? 0 : Gap;
}
