using System.Globalization;

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

    /// <summary>Make some of the answers wrong, to see that the campaign finds them.</summary>
    public bool Spoil { get; init; }

    /// <summary>Write the answers that the tests hold us to, and compare nothing.</summary>
    public bool Record { get; init; }

    /// <exception cref="FormatException">Something is neither a number nor an option.</exception>
    public static ExactOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new ExactOptions();
        var place = 0;
        for (var i = 0; i < args.Length; i++)
            options = args[i] switch
            {
                "--from" => options with { From = ulong.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--workers" => options with { Workers = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--spoil" => options with { Spoil = true },
                "--record" => options with { Record = true },
                _ when place++ == 0 => options with { Count = int.Parse(args[i], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) },
                _ => options with { Seed = ulong.Parse(args[i], CultureInfo.InvariantCulture) },
            };
        return options;
    }
}
