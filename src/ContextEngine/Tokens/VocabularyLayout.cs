namespace Pith.Tokens;

/// <summary>
/// The compiled vocabulary, shared by the build tool that writes it and the engine that maps it. Little-endian.
/// <code>
///   0  magic "PITHVOC1"     8  tokens N    12  log2 of slots    16  bytes of token text    24  XxHash64 of all behind 64
///  64  N+1 offsets (u32)    then slots (u32)                     then token text
/// </code>
/// A slot holds a token's id in its low 18 bits and 14 bits of its hash above, plus one, so that zero is empty.
/// Linear probing; at most four fifths full.
/// </summary>
internal static class VocabularyLayout
{
    public const int HeaderBytes = 64, IdBits = 18;

    public const uint IdMask = (1u << IdBits) - 1;

    public static ReadOnlySpan<byte> Magic => "PITHVOC1"u8;

    /// <summary>Hash of a token's bytes: two multiplications for what fits in 16 bytes, which nearly every token does.</summary>
    public static ulong Hash(ReadOnlySpan<byte> token)
    {
        const ulong first = 0x9E3779B97F4A7C15, second = 0xC2B2AE3D27D4EB4F;
        var hash = (ulong)token.Length * second;
        while (token.Length >= 8)
        {
            hash = Mix(hash ^ BitConverter.ToUInt64(token), first);
            token = token[8..];
        }

        ulong rest = 0;
        for (var i = 0; i < token.Length; i++)
            rest |= (ulong)token[i] << (8 * i);
        return Mix(hash ^ rest, second);
    }

    /// <summary>The part of a hash that a slot keeps.</summary>
    public static uint Tag(ulong hash) => (uint)(hash >> 50) << IdBits;

    private static ulong Mix(ulong value, ulong factor)
    {
        var high = Math.BigMul(value, factor, out var low);
        return high ^ low;
    }
}
