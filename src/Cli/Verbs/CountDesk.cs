namespace Pith.Cli.Verbs;

/// <summary>What one thread counts with, kept from file to file.</summary>
/// <param name="tick">Called after each read.</param>
internal sealed class CountDesk(Action tick)
{
    // Larger ones read no faster from the disk cache and push the text out of the second cache (docs/decisions/0009-reading.md).
    private const int BufferBytes = 64 * 1024;

    public byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(BufferBytes);

    public Action Tick { get; } = tick;
}
