namespace Pith.Bench.Fit;

/// <summary>Weighted logistic regression with a ridge, by Newton's method.</summary>
internal static class Logistic
{
    private const int Steps = 25;

    public static double[] Fit(List<Sample> samples, double ridge)
    {
        var d = samples[0].Rows[0].Length;
        var weights = new double[d];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[d];
            var hessian = new double[d, d];
            var gate = new Lock();
            Parallel.ForEach(samples, () => (G: new double[d], H: new double[d, d]), (sample, _, sum) =>
            {
                for (var r = 0; r < sample.Rows.Count; r++)
                {
                    var x = sample.Rows[r];
                    var p = Sigmoid(Dot(weights, x));
                    var (error, curve) = (sample.Weight * (p - (sample.Needed[r] ? 1 : 0)), sample.Weight * p * (1 - p));
                    for (var i = 0; i < d; i++)
                    {
                        if (x[i] == 0)
                            continue;
                        sum.G[i] += error * x[i];
                        for (var j = 0; j <= i; j++)
                            sum.H[i, j] += curve * x[i] * x[j];
                    }
                }

                return sum;
            }, sum =>
            {
                lock (gate)
                    for (var i = 0; i < d; i++)
                    {
                        gradient[i] += sum.G[i];
                        for (var j = 0; j <= i; j++)
                            hessian[i, j] += sum.H[i, j];
                    }
            });
            for (var i = 0; i < d; i++)
            {
                gradient[i] += ridge * weights[i];
                hessian[i, i] += ridge;
            }

            var move = Solve(hessian, gradient);
            var size = 0.0;
            for (var i = 0; i < d; i++)
            {
                weights[i] -= move[i];
                size = Math.Max(size, Math.Abs(move[i]));
            }

            if (size < 1e-4)
                break;
        }

        return weights;
    }

    public static double Loss(List<Sample> samples, double[] weights)
    {
        var (loss, total) = (0.0, 0.0);
        foreach (var sample in samples)
            for (var r = 0; r < sample.Rows.Count; r++)
            {
                var p = Sigmoid(Dot(weights, sample.Rows[r]));
                loss -= sample.Weight * Math.Log(Math.Max(1e-9, sample.Needed[r] ? p : 1 - p));
                total += sample.Needed[r] ? sample.Weight : 0;
            }

        return loss / Math.Max(1e-9, total);
    }

    /// <summary>Share of needed lines among the best 15 % of each cut's lines, mean over cuts.</summary>
    public static double Found(List<Sample> samples, double[] weights)
    {
        var recalls = new List<double>();
        foreach (var sample in samples)
        {
            var needed = sample.Needed.Count(n => n);
            if (needed == 0)
                continue;
            var best = Enumerable.Range(0, sample.Rows.Count).OrderByDescending(r => Dot(weights, sample.Rows[r])).Take(sample.Rows.Count * 15 / 100);
            recalls.Add((double)best.Count(r => sample.Needed[r]) / needed);
        }

        return recalls.Count == 0 ? double.NaN : recalls.Average();
    }

    private static double Dot(double[] weights, float[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += weights[i] * x[i];
        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>Solves by Cholesky; the lower triangle is given.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        var d = b.Length;
        for (var j = 0; j < d; j++)
            for (var i = j; i < d; i++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                    sum -= a[i, k] * a[j, k];
                a[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / a[j, j];
            }

        var x = (double[])b.Clone();
        for (var i = 0; i < d; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= a[i, k] * x[k];
            x[i] /= a[i, i];
        }

        for (var i = d - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < d; k++)
                x[i] -= a[k, i] * x[k];
            x[i] /= a[i, i];
        }

        return x;
    }
}
