using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pith.Tokens;

/// <summary>Runs of ASCII letters, sixteen bytes at a look: most pieces are settled here without a loop.</summary>
internal static unsafe class AsciiWord
{
    /// <summary>
    /// The bytes of upper-case letters and then lower-case letters at <paramref name="p"/>, where sixteen bytes can be
    /// read; zero when the sixteen do not show the end of the run, or when what ends it is not ASCII.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int UpperThenLower(byte* p)
    {
        var text = Vector128.Load(p);
        var upper = InRange(text, (byte)'A');
        var lower = InRange(text, (byte)'a');
        var uppers = BitOperations.TrailingZeroCount(~upper);
        var length = uppers + BitOperations.TrailingZeroCount(~(lower >> uppers));
        return length < 16 && p[length] < 0x80 ? length : 0;
    }

    /// <summary>The bytes of letters of either case, on the same terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Letters(byte* p)
    {
        // Bit 5 is all that tells the cases apart, and no other ASCII character becomes a letter with it set.
        var letters = InRange(Vector128.Load(p) | Vector128.Create((byte)0x20), (byte)'a');
        var length = BitOperations.TrailingZeroCount(~letters);
        return length < 16 && p[length] < 0x80 ? length : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InRange(Vector128<byte> text, byte first) =>
        Vector128.LessThanOrEqual(text - Vector128.Create(first), Vector128.Create((byte)25)).ExtractMostSignificantBits();
}
