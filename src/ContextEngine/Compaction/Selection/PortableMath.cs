using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pith.Compaction.Selection;

/// <summary>
/// Logarithm and exponential of the scores, the same to the last bit on every system: those of the platform differ there,
/// and a bit can decide which of two lines is shown. Only +, −, × and ÷ of doubles, which IEEE 754 fixes and .NET never
/// fuses. Within 4e-16 of the true value, relative.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309;

    /// <summary>ln 2 in two parts: the first has so few bits that its products with whole numbers are exact.</summary>
    private const double Ln2High = 0.693147180369123816, Ln2Low = 1.90821492927058770e-10;

    /// <summary>Natural logarithm of a positive, normal number.</summary>
    public static double Log(double x)
    {
        var (exponent, fraction) = Parts(x);
        return exponent * Ln2High + (fraction + exponent * Ln2Low);
    }

    /// <summary>Logarithm to base 2 of a positive, normal number; exact for powers of two.</summary>
    public static double Log2(double x)
    {
        var (exponent, fraction) = Parts(x);
        return exponent + fraction / Ln2;
    }

    /// <summary>e to the power of <paramref name="x"/>; beyond ±700 as for ±700.</summary>
    public static double Exp(double x)
    {
        x = Math.Clamp(x, -700, 700);
        var power = Math.Floor(x / Ln2 + 0.5);
        var rest = x - power * Ln2High - power * Ln2Low; // at most ln 2 / 2: fourteen terms reach the last bit
        var sum = 1.0;
        for (var n = 14; n > 0; n--)
            sum = 1 + sum * rest / n;
        return sum * BitConverter.Int64BitsToDouble((long)power + 1023 << 52);
    }

    /// <summary>
    /// e to the power of each, in place. Four at a time where the machine can, by the same operations in the same order, so
    /// to the same bits: the fourteen divisions, one waiting for the other, are a quarter of a plan when done one by one.
    /// </summary>
    public static void Exp(Span<double> x)
    {
        var fours = Vector256.IsHardwareAccelerated ? MemoryMarshal.Cast<double, Vector256<double>>(x) : [];
        foreach (ref var four in fours)
            four = Exp(four);
        foreach (ref var one in x[(fours.Length * Vector256<double>.Count)..])
            one = Exp(one);
    }

    private static Vector256<double> Exp(Vector256<double> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-700.0)), Vector256.Create(700.0));
        var power = Vector256.Floor(x / Vector256.Create(Ln2) + Vector256.Create(0.5));
        var rest = x - power * Ln2High - power * Ln2Low;
        var sum = Vector256<double>.One;
        for (var n = 14; n > 0; n--)
            sum = Vector256<double>.One + sum * rest / Vector256.Create((double)n);
        var exponent = (power + Vector256.Create(WholeBits + 1023)).AsInt64() << 52; // a whole number of 52 bits stands in the last bits of 2^52 more
        return sum * exponent.AsDouble();
    }

    private const double WholeBits = 1L << 52;

    /// <summary>x = 2^exponent · m with m between √½ and √2, and ln m by the series of the inverse hyperbolic tangent.</summary>
    private static (int Exponent, double Fraction) Parts(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble(bits & 0x000F_FFFF_FFFF_FFFF | 1023L << 52);
        if (m > 1.4142135623730951)
            (m, exponent) = (m / 2, exponent + 1);
        var s = (m - 1) / (m + 1);
        var (square, sum) = (s * s, 0.0);
        for (var n = 21; n > 1; n -= 2)
            sum = (sum + 1.0 / n) * square;
        return (exponent, 2 * s * (1 + sum));
    }
}
