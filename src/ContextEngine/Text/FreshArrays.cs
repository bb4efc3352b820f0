using System.Buffers;

namespace Pith.Text;

/// <summary>
/// A pool that keeps nothing. The shared one keeps an array of each size for every thread that ever returned one, for longer
/// than a long session's boundaries are apart: 9 MB over its first five, measured.
/// </summary>
public sealed class FreshArrays : ArrayPool<byte>
{
    /// <summary>The only one there is.</summary>
    public static FreshArrays Pool { get; } = new();

    private FreshArrays()
    {
    }

    /// <inheritdoc/>
    /// <remarks>A quarter more than asked for: those who grow ask for what they need now.</remarks>
    public override byte[] Rent(int minimumLength) => GC.AllocateUninitializedArray<byte>(minimumLength + minimumLength / 4);

    /// <inheritdoc/>
    public override void Return(byte[] array, bool clearArray = false)
    {
    }
}
