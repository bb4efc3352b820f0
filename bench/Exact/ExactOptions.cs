using System.Globalization;
using Pith.Tokens;

namespace Pith.Bench.Exact;

/// <summary>What <c>./dev bench exact</c> was asked for.</summary>
internal readonly record struct ExactOptions()
{
    public int Count { get; init; } = 200_000;

    public ulong Seed { get; init; } = 1;

    /// <summary>The number of the first text, to make one text again or to go on with a campaign.</summary>
    public ulong From { get; init; }

    /// <summary>Processes of the official core.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The width of registers to force; the narrowest is the oracle of the others.</summary>
    public VectorPath Path { get; init; } = VectorPath.Best;

    /// <summary>Ask the other packages too, and say how many counts each gets wrong.</summary>
    public bool Peers { get; init; }

    /// <summary>Make some of the answers wrong, to see that the campaign finds them.</summary>
    public bool Spoil { get; init; }

    /// <summary>Add the result to bench/results/exact.md.</summary>
    public bool Keep { get; init; }

    /// <summary>Write the answers that the tests hold us to, and compare nothing.</summary>
    public bool Record { get; init; }

    /// <summary>Reads <c>[COUNT] [SEED] [--from N] [--workers N] [--path P] [--keep] [--peers] [--spoil] [--record]</c>.</summary>
    /// <returns>False when something is neither a number nor an option.</returns>
    public static bool TryParse(ReadOnlySpan<string> args, out ExactOptions options)
    {
        options = new();
        try
        {
            options = Parse(args);
            return options.Count > 0 && options.Workers > 0;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private static ExactOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new ExactOptions();
        var place = 0;
        for (var i = 0; i < args.Length; i++)
            options = args[i] switch
            {
                "--from" => options with { From = ulong.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--workers" => options with { Workers = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--keep" => options with { Keep = true },
                "--path" => options with { Path = Enum.Parse<VectorPath>(args[++i], ignoreCase: true) },
                "--peers" => options with { Peers = true },
                "--spoil" => options with { Spoil = true },
                "--record" => options with { Record = true },
                _ when place++ == 0 => options with { Count = int.Parse(args[i], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) },
                _ => options with { Seed = ulong.Parse(args[i], CultureInfo.InvariantCulture) },
            };
        return options;
    }
}
