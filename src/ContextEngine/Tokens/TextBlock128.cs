using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pith.Tokens;

/// <summary>A block in four registers of the width that every processor has.</summary>
internal readonly unsafe struct TextBlock128(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) : ITextBlock<TextBlock128>
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextBlock128 Load(byte* p) => new(Vector128.Load(p), Vector128.Load(p + 16), Vector128.Load(p + 32), Vector128.Load(p + 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Lowest(ulong bits) => BitOperations.TrailingZeroCount(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong InRange(byte first, byte last)
    {
        var (start, span) = (Vector128.Create(first), Vector128.Create((byte)(last - first)));
        return Join(
            Vector128.LessThanOrEqual(a - start, span), Vector128.LessThanOrEqual(b - start, span),
            Vector128.LessThanOrEqual(c - start, span), Vector128.LessThanOrEqual(d - start, span));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Is(byte value)
    {
        var wanted = Vector128.Create(value);
        return Join(Vector128.Equals(a, wanted), Vector128.Equals(b, wanted), Vector128.Equals(c, wanted), Vector128.Equals(d, wanted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Wide() => Join(a, b, c, d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) =>
        a.ExtractMostSignificantBits() | (ulong)b.ExtractMostSignificantBits() << 16
        | (ulong)c.ExtractMostSignificantBits() << 32 | (ulong)d.ExtractMostSignificantBits() << 48;
}
