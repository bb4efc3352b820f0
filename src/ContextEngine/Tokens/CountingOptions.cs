namespace Pith.Tokens;

/// <summary>How the counters of a process work; never what they count.</summary>
public readonly record struct CountingOptions
{
    /// <summary>The most the cache of pieces may take, in bytes.</summary>
    public const int LargestCache = 1 << 26;

    /// <summary>The default options.</summary>
    public CountingOptions()
    {
    }

    /// <summary>The registers to use.</summary>
    public VectorPath Path { get; init; } = VectorPath.Best;

    /// <summary>
    /// Bytes of the cache of pieces that each thread that counts borrows; a power of two, or zero for none. One megabyte
    /// was measured as fast as two, and leaves the caches of the processor to others.
    /// </summary>
    public int CacheBytes { get; init; } = 1 << 20;

    /// <summary>Whether this processor and this build have the registers of a path.</summary>
    public static bool IsSupported(VectorPath path) => path switch
    {
        VectorPath.Vector128 => TextBlock128.IsSupported,
        VectorPath.Avx2 => TextBlock256.IsSupported,
        VectorPath.Avx512 => TextBlock512.IsSupported,
        _ => true,
    };
}
