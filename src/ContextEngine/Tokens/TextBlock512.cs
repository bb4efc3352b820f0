using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pith.Tokens;

/// <summary>A block in one register of AVX-512; comparisons answer with a mask as it is needed.</summary>
internal readonly unsafe struct TextBlock512(Vector512<byte> text) : ITextBlock<TextBlock512>
{
    public static bool IsSupported => Avx512BW.IsSupported && Bmi1.X64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TextBlock512 Load(byte* p) => new(Vector512.Load(p));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Lowest(ulong bits) => (int)Bmi1.X64.TrailingZeroCount(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong InRange(byte first, byte last) =>
        Vector512.LessThanOrEqual(text - Vector512.Create(first), Vector512.Create((byte)(last - first))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Is(byte value) => Vector512.Equals(text, Vector512.Create(value)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Wide() => text.ExtractMostSignificantBits();
}
