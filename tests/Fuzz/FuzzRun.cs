using System.Diagnostics;
using System.Globalization;

namespace Pith.Tests.Fuzz;

/// <summary>
/// Runs a target over seeds. As an ordinary test the seeds are 1, 2, 3 … and their number is fixed; under
/// <c>./dev fuzz SECONDS</c> they begin at the clock and go on until the time is up; <c>PITH_FUZZ_SEED</c> replays one.
/// </summary>
internal static class FuzzRun
{
    public static void Over(int rounds, Action<Random> target)
    {
        if (Number("PITH_FUZZ_SEED") is { } only)
        {
            target(new Random((int)only));
            return;
        }

        var seconds = Number("PITH_FUZZ_SECONDS");
        var watch = Stopwatch.StartNew();
        var first = seconds is null ? 1 : (int)(Stopwatch.GetTimestamp() & 0x3FFF_FFFF);
        for (var i = 0; seconds is null ? i < rounds : watch.Elapsed.TotalSeconds < seconds; i++)
        {
            try
            {
                target(new Random(first + i));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"PITH_FUZZ_SEED={first + i} replays this: {e.Message}", e);
            }
        }
    }

    private static long? Number(string name) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
