namespace Pith.Tokens;

/// <summary>
/// The compiled vocabulary block, byte by byte. The build-time compiler writes it and <c>Vocabulary</c> reads it
/// in place; both compile this file, so the two cannot drift. All numbers are little-endian.
/// </summary>
/// <remarks>
/// <code>
///   0  u64 magic   8 u32 version   12 u32 length of the block   16 u32 tokens   20 u32 longest token
///  24  u32 log2(buckets of slots)   28 u32 places of merges
///  32  u32 offsets of the sections: near, far, bytes, slots, singles, merges, pilots, blocks, characters, seams
/// 128  near: three bytes a token, where its bytes start &lt;&lt; 4 | how many they are; with no length, its index in far
///      far: u32 for each token of sixteen bytes and more, or behind the first megabyte: where it starts &lt;&lt; 8 | length
///      slots: buckets of eight, three bytes each, 6-bit tag &lt;&lt; 18 | id + 1; zero is empty
///      singles: u32 for each byte, its id
///      merges: five bytes each, 22 bits that tell the pair &lt;&lt; 18 | id of both together, mixed (MergeKey)
///      pilots: a byte for each bucket of pairs: chosen so that no two pairs have the same place among the merges
///      blocks: u16 for each sixteen code points below 65,536, which sixteen characters are theirs; those without a token
///        share the first
///      characters: u32 for each code point of a block, id + 1 of the token that it is, or zero
///      seams: a bit for each two bytes that end one character and begin the next, set if a token joins them and has only
///        a part of one of the two characters
///      bytes: those of the tokens, one a part of another or overlapping it where the compiler saw to it, and sixteen spare
///        bytes so that a wide load never leaves the block
/// </code>
/// A bucket of slots overflows into the next one; one with an empty last slot ends the search. Every token of two bytes and
/// more has exactly one entry among the merges: the two parts its bytes are when only the last merge is left to do.
/// Merging never meets another pair that makes the same token, since up to that merge its bytes see what they see alone.
/// </remarks>
internal static class VocabularyLayout
{
    public const ulong Magic = 0x31_43_4F_56_48_54_49_50; // "PITHVOC1"
    public const uint Version = 6;
    public const int HeaderLength = 128;
    public const int SlotsPerBucket = 8;
    public const int SlotBytes = 3;
    public const int IdBits = 18;
    public const int LongestToken = 255;
    public const int MostTokens = (1 << IdBits) - 1;
    public const int MostTokenBytes = (1 << 24) - 1;
    public const int Slack = 16;
    public const int PilotBits = 17;
    public const int NearBytes = 3;
    public const int NearLengthBits = 4; // 5,492 of the tokens of o200k_base are longer
    public const int EntryBytes = 5;
    public const int KeptBits = 8 * EntryBytes - IdBits;
    public const int FewestPlaces = 1 << (2 * IdBits - KeptBits + 1); // twice as many as the bits that are not kept can tell
    public const int BlockBits = 4;
    public const int Blocks = 65536 >> BlockBits;
}
