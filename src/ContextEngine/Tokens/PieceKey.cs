using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pith.Tokens;

/// <summary>The bytes of a piece of at most sixteen, as two words with zeros after its end: compared and hashed in registers.</summary>
internal readonly struct PieceKey(ulong low, ulong high)
{
    public readonly ulong Low = low;
    public readonly ulong High = high;

    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Reads sixteen bytes from <paramref name="p"/>, whatever lies behind the piece; they must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PieceKey Load(byte* p, nuint length)
    {
        var mask = Vector128.LoadUnsafe(ref Unsafe.AsRef(in Masks[0]), 16 - length);
        var words = (Vector128.Load(p) & mask).AsUInt64();
        return new(words.ToScalar(), words.GetElement(1));
    }

    /// <summary>The same where the text may end right behind the piece.</summary>
    public static unsafe PieceKey LoadAtEnd(byte* p, int length)
    {
        var copy = stackalloc byte[16];
        Unsafe.CopyBlockUnaligned(copy, p, (uint)length);
        return Load(copy, (nuint)length);
    }
}
