using System.Numerics;
using Pith.Tokens;

namespace Pith.Cli.Entries;

/// <summary>How counting works in this process, from the environment: for tests and measurements, and for very small machines.</summary>
internal static class CountingChoice
{
    private static readonly (string Variable, VectorPath Path)[] Paths =
    [
        (EnvironmentVariable.ForceScalar, VectorPath.Scalar),
        (EnvironmentVariable.ForceVector128, VectorPath.Vector128),
        (EnvironmentVariable.ForceAvx2, VectorPath.Avx2),
        (EnvironmentVariable.ForceAvx512, VectorPath.Avx512),
    ];

    /// <summary>The options that variables ask for; the defaults where none is set.</summary>
    /// <exception cref="Failure">A variable asks for what is not there, or for two paths.</exception>
    public static CountingOptions Of(Func<string, string?> variable)
    {
        var options = new CountingOptions();
        string? chosen = null;
        foreach (var (name, path) in Paths)
        {
            if (variable(name) is not "1")
                continue;
            if (chosen is not null)
                throw Failure.Usage($"{chosen} and {name} are both set; leave one");
            if (!CountingOptions.IsSupported(path))
                throw Failure.Usage($"{name} is set, but this processor or this build has no such registers; unset it");
            chosen = name;
            options = options with { Path = path };
        }

        if (variable(EnvironmentVariable.PieceCache) is not { Length: > 0 } size)
            return options;
        return int.TryParse(size, out var kilobytes) && kilobytes >= 0 && kilobytes <= CountingOptions.LargestCache / 1024 && (kilobytes == 0 || BitOperations.IsPow2(kilobytes))
            ? options with { CacheBytes = kilobytes * 1024 }
            : throw Failure.Usage($"{EnvironmentVariable.PieceCache} is the size of the cache in kilobytes, zero or a power of two up to {CountingOptions.LargestCache / 1024}");
    }
}
