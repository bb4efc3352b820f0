using System.Globalization;
using System.Text.Json;

namespace Pith.Bench.Tokens;

/// <summary>What bench/tokens.py asks of this process; answers are JSON on standard output.</summary>
internal static class TokenRuns
{
    /// <summary>Runs <c>speed [ROUNDS]</c> or <c>growth [SECONDS]</c>.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        switch (args)
        {
            case ["speed", .. var rounds]:
                Console.WriteLine(JsonSerializer.Serialize(SpeedRun.Run(rounds is [var n] ? int.Parse(n, CultureInfo.InvariantCulture) : 3)));
                return 0;
            case ["growth", .. var seconds]:
                Console.WriteLine(JsonSerializer.Serialize(GrowthRun.Run(seconds is [var s] ? double.Parse(s, CultureInfo.InvariantCulture) : 3)));
                return 0;
            default:
                Console.Error.WriteLine("usage: tokens speed [ROUNDS] | growth [SECONDS]");
                return 64;
        }
    }
}
