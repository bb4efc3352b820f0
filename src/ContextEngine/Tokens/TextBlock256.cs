using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pith.Tokens;

/// <summary>A block in two registers of AVX2.</summary>
internal readonly unsafe struct TextBlock256(Vector256<byte> low, Vector256<byte> high) : ITextBlock<TextBlock256>
{
    public static bool IsSupported => Avx2.IsSupported && Bmi1.X64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextBlock256 Load(byte* p) => new(Vector256.Load(p), Vector256.Load(p + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Lowest(ulong bits) => (int)Bmi1.X64.TrailingZeroCount(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong InRange(byte first, byte last)
    {
        var (start, span) = (Vector256.Create(first), Vector256.Create((byte)(last - first)));
        return Join(Vector256.LessThanOrEqual(low - start, span), Vector256.LessThanOrEqual(high - start, span));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Is(byte value) => Join(Vector256.Equals(low, Vector256.Create(value)), Vector256.Equals(high, Vector256.Create(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Wide() => Join(low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | (ulong)high.ExtractMostSignificantBits() << 32;
}
