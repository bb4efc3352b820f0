using System.Globalization;

namespace Pith.Cli.Verbs;

/// <summary>Shares as tables show them: three digits without a leading zero, a dash where there is none.</summary>
internal static class Share
{
    public static string Of(double value) =>
        double.IsNaN(value) || double.IsInfinity(value) ? "–" : value.ToString(Math.Abs(value) >= 0.9995 ? "0.00" : ".000;-.000", CultureInfo.InvariantCulture);

    /// <summary>With its sign and interval.</summary>
    public static string Lead(double mean, double low, double high) => double.IsNaN(mean) ? "–" : $"{(mean >= 0 ? "+" : "")}{Of(mean)} [{Of(low)}, {Of(high)}]";
}
