namespace Pith.Vocabularies;

/// <summary>The file of a compiled vocabulary. All numbers are little-endian.</summary>
/// <remarks>
/// <code>
///   0  u64 magic   8 u32 version   12 u32 version of the engine's block   16 u64 length of the file
///  24  SHA-256 of the vocabulary as it was brought
///  56  u32 pattern that was asked for, or zero
///  60  u32 offset and u32 length of each section: recipe, ids, block
/// 112  XXH128 of everything else
/// 128  recipe: bytes pattern, composes, marks spaces, prefix, cuts at spaces, cuts at lines, unknown; 128 bits
///      of known ASCII; bytes for Microsoft, rises; u32 added tokens, and of each: byte special | normalized &lt;&lt; 1, u32 length, text
///      ids: u32 for each of the engine's
///      block: as VocabularyLayout has it, or a MergeBlock
/// </code>
/// Sections start at multiples of 64.
/// </remarks>
internal static class CompiledLayout
{
    public const ulong Magic = 0x31_56_52_42_48_54_49_50; // "PITHBRV1"

    /// <summary>Raised whenever the layout or the meaning of what is compiled changes; older files are then compiled anew.</summary>
    public const uint Version = 1;

    public const int HeaderLength = 128;
    public const int SourceOffset = 24;
    public const int PatternOffset = 56;
    public const int SectionsOffset = 60;
    public const int ChecksumOffset = 112;
    public const int Alignment = 64;
}
