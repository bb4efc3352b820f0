using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pith.Compaction.Selection;

/// <summary>
/// How likely each line of a history is needed again, by the weights fitted on recorded sessions. What lines of one part of a
/// block share is summed up once a history, what is a line's own for ever once.
/// </summary>
internal sealed class LineScores(LineStore store, LineFeatures features)
{
    /// <summary>Lines whose exponentials are taken together.</summary>
    private const int Batch = 128;

    /// <summary>Registers that hold the figures lines share, and their own; zeros behind them.</summary>
    private const int Shared = (LineFeatures.Own + 7) / 8, Own = (LineFeatures.Told - LineFeatures.Own + 7) / 8;

    private readonly Vector256<float>[] _shared = new Vector256<float>[Shared], _own = new Vector256<float>[Own]; // the weights
    private Vector256<float> _told;
    private ReadOnlyMemory<float> _weights;
    private double[] _sums = []; // of a line's own figures, by id
    private int _summed;
    private float[] _scores = [];

    /// <summary>Probability by line of the history that was read last; 0 for lines that a newer one repeats.</summary>
    public ReadOnlySpan<float> Of(History history) => _scores.AsSpan(0, history.Lines.Length);

    /// <summary>Turns to a history, which <see cref="LineHistory"/> has read.</summary>
    public void Read(History history, ReadOnlyMemory<float> weights)
    {
        if (!_weights.Equals(weights))
            Weigh(weights);
        SumUp();
        Span<Vector256<float>> shared = stackalloc Vector256<float>[Shared];
        shared.Clear();
        Span<double> sums = stackalloc double[Batch];
        Span<int> at = stackalloc int[Batch];
        var facts = store.Facts;
        var all = history.Lines;
        var waiting = 0;
        var scores = Scratch.Clear(ref _scores, all.Length);
        for (var part = 0; part < history.Parts; part++)
        {
            var (first, end) = history.Part(part);
            if (!LineFeatures.CanBeNeeded(all[first].Part))
                continue;
            features.WriteShared(all[first], Floats(shared)[..LineFeatures.Own]);
            var sum = Product(shared, _shared);
            for (var i = first; i < end; i++)
            {
                ref readonly var line = ref all[i];
                ref readonly var known = ref facts[line.Id];
                if (!features.CanBeNeeded(line, known))
                    continue;
                (sums[waiting], at[waiting++]) = (-(sum + _sums[line.Id] + Sum(Products(features.ToldOf(i, line, known), _told))), i);
                if (waiting < Batch)
                    continue;
                Squash(sums, at, scores);
                waiting = 0;
            }
        }

        Squash(sums[..waiting], at[..waiting], scores);
    }

    private void Weigh(ReadOnlyMemory<float> weights)
    {
        (_weights, _summed) = (weights, 0);
        weights.Span[..LineFeatures.Own].CopyTo(Floats(_shared));
        weights.Span[LineFeatures.Own..LineFeatures.Told].CopyTo(Floats(_own));
        _told = Vector256.Create(weights.Span[LineFeatures.Told..]);
    }

    /// <summary>Sums up what is a line's own, for lines that are new.</summary>
    private void SumUp()
    {
        Span<Vector256<float>> own = stackalloc Vector256<float>[Own];
        own.Clear();
        var facts = store.Facts;
        Scratch.Keep(ref _sums, facts.Length);
        for (; _summed < facts.Length; _summed++)
        {
            features.WriteOwn(store.Written.Lines[_summed], facts[_summed], Floats(own));
            _sums[_summed] = Product(own, _own);
        }
    }

    private static Span<float> Floats(Span<Vector256<float>> registers) => MemoryMarshal.Cast<Vector256<float>, float>(registers);

    /// <summary>
    /// Products of floats, added as doubles: so near to each other as figures and weights are, no bit is lost, and it does not matter
    /// in which order they are added. Four sums do not wait for each other.
    /// </summary>
    private static double Product(ReadOnlySpan<Vector256<float>> x, ReadOnlySpan<Vector256<float>> w)
    {
        var sums = Vector256<double>.Zero;
        for (var f = 0; f < x.Length && f < w.Length; f++)
            sums += Products(x[f], w[f]);
        return Sum(sums);
    }

    private static Vector256<double> Products(Vector256<float> x, Vector256<float> w)
    {
        var (low, high) = Vector256.Widen(x * w);
        return low + high;
    }

    private static double Sum(Vector256<double> sums) => sums[0] + sums[1] + (sums[2] + sums[3]);

    private static void Squash(Span<double> sums, ReadOnlySpan<int> at, Span<float> scores)
    {
        PortableMath.Exp(sums);
        for (var k = 0; k < at.Length; k++)
            scores[at[k]] = (float)(1 / (1 + sums[k]));
    }
}
