namespace Pith.Tokens;

/// <summary>
/// The compiled vocabulary block, byte by byte. The build-time compiler writes it and <c>Vocabulary</c> reads it
/// in place; both compile this file, so the two cannot drift. All numbers are little-endian.
/// </summary>
/// <remarks>
/// <code>
///   0  u64 magic   8 u32 version   12 u32 length of the block   16 u32 tokens   20 u32 log2(buckets)   24 u32 longest token
///  32  u32 offsets of the sections: spans, bytes, slots, pairs
///  64  SHA-256 of everything from 128 on
/// 128  spans: u32 a token, offset in bytes &lt;&lt; 8 | length
///      slots: buckets of eight u32, 14-bit tag &lt;&lt; 18 | id + 1; zero is empty
///      pairs: u32 for each two bytes, id + 1 or zero
///      bytes: the tokens, in order of id, and sixteen spare bytes so that a wide load never leaves the block
/// </code>
/// A bucket overflows into the next one; a bucket with an empty last slot ends the search.
/// </remarks>
internal static class VocabularyLayout
{
    public const ulong Magic = 0x31_43_4F_56_48_54_49_50; // "PITHVOC1"
    public const uint Version = 1;
    public const int HeaderLength = 128;
    public const int DigestOffset = 64;
    public const int SlotsPerBucket = 8;
    public const int IdBits = 18;
    public const int LongestToken = 255;
    public const int MostTokens = (1 << IdBits) - 1;
    public const int MostTokenBytes = (1 << 24) - 1;
    public const int Slack = 16;
}
