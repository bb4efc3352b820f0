using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pith.Compaction.Selection;

/// <summary>The price at which the budget is full.</summary>
internal sealed partial class Passages
{
    /// <summary>Tokens of a gap mark and of a head with its line number, and halvings of the bisection: a price within a millionth.</summary>
    internal const int Gap = 3, Head = 14, Halvings = 22;

    /// <summary>The ends of the bisection, and how near the last price the next is looked for first.</summary>
    internal const double Cheapest = 1e-7, Dearest = 1, Near = 1.15, Nearer = 1.02;

    private Vector256<double>[] _valueAt = [], _tokensAt = []; // of each run at the prices tried last
    private Vector256<double>[] _groupValueAt = [], _groupTokensAt = [];
    private double _tooLow, _enough; // the ends of the range now

    /// <summary>The price of a token in the last choice; 0 before the first.</summary>
    public double Price { get; private set; }

    /// <summary>Which lines to show in at most so many tokens, gaps and heads included. Valid until the next history is read.</summary>
    public ReadOnlySpan<bool> Choose(int budget)
    {
        Mark(Price = PriceFor(budget));
        return _chosen.AsSpan(0, _history.Lines.Length);
    }

    /// <summary>
    /// The lowest price that fits, by bisection. Several prices are tried at once, the middle and the two that may be the next; first of
    /// all those around the last price, from one turn to the next nearly the same, so that most runs are settled at once.
    /// Where a price was too low, so are lower ones: those halvings cost nothing, and the result is that of the plain bisection.
    /// </summary>
    private double PriceFor(int budget)
    {
        (_tooLow, _enough) = (0, double.PositiveInfinity);
        var (low, high) = (Cheapest, Dearest);
        if (Price > 0)
            Try(Vector256.Max(Vector256.Create(Price / Near, Price / Nearer, Price * Nearer, Price * Near), Vector256.Create(Cheapest)), budget);
        if (_tooLow == 0 && _enough > Cheapest)
            Try(Halves(low, high).WithElement(3, Cheapest), budget);
        if (_enough <= Cheapest)
            return Cheapest;
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = Math.Sqrt(low * high);
            if (middle > _tooLow && middle < _enough)
                Try(Halves(low, high), budget);
            (low, high) = middle <= _tooLow ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The middle of two prices between those of its halves.</summary>
    private static Vector256<double> Halves(double low, double high)
    {
        var middle = Math.Sqrt(low * high);
        return Vector256.Create(Math.Sqrt(low * middle), middle, Math.Sqrt(middle * high), middle);
    }

    /// <summary>Tries four prices: the dearest that was too low and the cheapest that was not are the ends of the range now.</summary>
    private void Try(Vector256<double> prices, int budget)
    {
        var tooMuch = Vector256.GreaterThan(TokensAt(prices), Vector256.Create((double)budget)).ExtractMostSignificantBits();
        var (lowest, highest) = (-1, -1);
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
            if ((tooMuch >> lane & 1) != 0 && prices[lane] > _tooLow)
                (_tooLow, lowest) = (prices[lane], lane);
            else if ((tooMuch >> lane & 1) == 0 && prices[lane] < _enough)
                (_enough, highest) = (prices[lane], lane);
        if (lowest >= 0)
            Bound(lowest, isLow: true);
        if (highest >= 0)
            Bound(highest, isLow: false);
        Settle(prices);
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
            (_valueAt[r], _tokensAt[r]) = PassageTotals.Best(_use.AsSpan(run.First, run.Length), _lasting.AsSpan(run.First, run.Length), TokensOf(run), prices, run.Gap);
            _groupValueAt[run.Group] += _valueAt[r];
            _groupTokensAt[run.Group] += _tokensAt[r];
        }

        var (total, head) = (Vector256<double>.Zero, Vector256.Create((double)Head));
        for (var g = 0; g < sources.Count; g++)
        {
            var shown = Vector256.GreaterThan(_groupTokensAt[g], Vector256<double>.Zero) & Vector256.GreaterThanOrEqual(_groupValueAt[g], prices * Head); // worth its head
            total += (_groupTokensAt[g] + head) & shown;
        }

        return total;
    }

    /// <summary>A price just tried is an end of the range of every run from now on.</summary>
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
    private void Settle(Vector256<double> prices)
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

            _settledWorth[run.Group] += _valueAt[r][run.Lane] + prices[run.Lane] * run.Least;
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
                _use.AsSpan(run.First, run.Length), _lasting.AsSpan(run.First, run.Length), TokensOf(run),
                price, run.Gap, _chosen.AsSpan(run.First, run.Length), _ways);
            _groupValue[run.Group] += value;
            _groupTokens[run.Group] += tokens;
        }

        foreach (ref readonly var run in runs)
            if (_groupTokens[run.Group] > 0 && _groupValue[run.Group] < price * Head)
                Array.Clear(_chosen, run.First, run.Length);
    }
}
