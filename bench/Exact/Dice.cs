namespace Pith.Bench.Exact;

/// <summary>Random numbers that are the same on every machine and runtime (splitmix64); each text has dice of its own, so that it can be made again alone.</summary>
internal sealed class Dice(ulong seed, ulong index)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = Mix(seed * Golden + Mix(index + 1));

    /// <summary>A number from zero up to, not including, <paramref name="below"/>.</summary>
    public int Next(int below) => (int)((Next() >> 32) * (ulong)below >> 32);

    /// <summary>A number between two, both included.</summary>
    public int Between(int least, int most) => least + Next(most - least + 1);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool Once(int times) => Next(times) == 0;

    /// <summary>One of a list.</summary>
    public T Of<T>(ReadOnlySpan<T> list) => list[Next(list.Length)];

    private ulong Next() => Mix(state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
