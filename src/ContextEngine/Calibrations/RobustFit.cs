namespace Pith.Calibrations;

/// <summary>
/// Weights of a sum from examples: least squares of the relative error, with large errors held down (Huber), no weight
/// below zero (an active set) and a pull towards weights known before (ridge). Dense normal equations: rows times terms squared.
/// </summary>
internal sealed class RobustFit
{
    // Tokens added to every target: below them an error is a matter of wrapping, not of share.
    private const double Ground = 30;

    // Relative errors beyond this count by their size, not by its square.
    private const double Corner = 0.02;

    private const int Rounds = 20;

    private readonly List<(double[] Terms, double Target)> _rows = [];

    /// <summary>Rows taken so far.</summary>
    public int Rows => _rows.Count;

    /// <summary>An example.</summary>
    public void Add(ReadOnlySpan<double> terms, double target) => _rows.Add((terms.ToArray(), target));

    /// <summary>The weights.</summary>
    /// <param name="prior">Weights known before.</param>
    /// <param name="strength">How many examples the prior is worth.</param>
    /// <param name="isFixed">Terms whose weight stays that of the prior.</param>
    public double[] Solve(ReadOnlySpan<double> prior, double strength, Func<int, bool> isFixed)
    {
        var n = prior.Length;
        var weights = prior.ToArray();
        var start = prior.ToArray();
        var trust = new double[_rows.Count];
        Array.Fill(trust, 1);
        for (var round = 0; round < Rounds; round++)
        {
            var (normal, right) = Normal(start, trust, strength, n);
            weights = NonNegative(normal, right, start, isFixed);
            for (var i = 0; i < trust.Length; i++)
            {
                var (terms, target) = _rows[i];
                var error = Math.Abs(Dot(weights, terms) - target) / (Ground + target);
                trust[i] = error <= Corner ? 1 : Corner / error;
            }
        }

        return weights;
    }

    private (double[,] Normal, double[] Right) Normal(double[] prior, double[] trust, double strength, int n)
    {
        var (normal, right, scale) = (new double[n, n], new double[n], new double[n]);
        for (var i = 0; i < _rows.Count; i++)
        {
            var (terms, target) = _rows[i];
            var weight = 1 / ((Ground + target) * (Ground + target));
            for (var p = 0; p < n; p++)
            {
                if (terms[p] == 0)
                    continue;
                scale[p] += weight * terms[p] * terms[p];
                var pull = weight * trust[i] * terms[p];
                right[p] += pull * target;
                for (var q = 0; q < n; q++)
                    normal[p, q] += pull * terms[q];
            }
        }

        // Terms rise and fall together, so that a change spreads over all of them: times their number the prior is worth what it says.
        var active = Math.Max(1, scale.Count(s => s > 0));
        for (var p = 0; p < n; p++)
        {
            var ridge = strength * active * scale[p] / Math.Max(1, _rows.Count) + 1e-9;
            normal[p, p] += ridge;
            right[p] += ridge * prior[p];
        }

        return (normal, right);
    }

    /// <summary>Solves, takes the weights that came out below zero out at zero, and solves again until none does.</summary>
    private static double[] NonNegative(double[,] normal, double[] right, double[] prior, Func<int, bool> isFixed)
    {
        var free = Enumerable.Range(0, right.Length).Where(i => !isFixed(i)).ToList();
        var weights = new double[right.Length];
        for (var i = 0; i < right.Length; i++)
            weights[i] = isFixed(i) ? prior[i] : 0;
        while (free.Count > 0)
        {
            var solved = Gauss(normal, right, weights, free);
            var below = new List<int>();
            for (var k = 0; k < free.Count; k++)
                if (solved[k] < 0)
                    below.Add(free[k]);
            if (below.Count == 0)
            {
                for (var k = 0; k < free.Count; k++)
                    weights[free[k]] = solved[k];
                break;
            }

            free.RemoveAll(below.Contains);
        }

        return weights;
    }

    /// <summary>Gaussian elimination over the free weights, the others as they stand.</summary>
    private static double[] Gauss(double[,] normal, double[] right, double[] others, List<int> free)
    {
        var n = free.Count;
        var rows = new double[n][];
        for (var i = 0; i < n; i++)
        {
            rows[i] = new double[n + 1];
            rows[i][n] = right[free[i]];
            for (var j = 0; j < right.Length; j++)
                if (free.IndexOf(j) is var at and >= 0)
                    rows[i][at] = normal[free[i], j];
                else
                    rows[i][n] -= normal[free[i], j] * others[j];
        }

        for (var i = 0; i < n; i++)
        {
            var pivot = i;
            for (var r = i + 1; r < n; r++)
                if (Math.Abs(rows[r][i]) > Math.Abs(rows[pivot][i]))
                    pivot = r;
            (rows[i], rows[pivot]) = (rows[pivot], rows[i]);
            for (var r = i + 1; r < n; r++)
                for (var (c, factor) = (i, rows[r][i] / rows[i][i]); c <= n; c++)
                    rows[r][c] -= factor * rows[i][c];
        }

        var solved = new double[n];
        for (var i = n - 1; i >= 0; i--)
        {
            solved[i] = rows[i][n];
            for (var j = i + 1; j < n; j++)
                solved[i] -= rows[i][j] * solved[j];
            solved[i] /= rows[i][i];
        }

        return solved;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
