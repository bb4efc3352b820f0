using System.Buffers.Binary;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>A compiled vocabulary, used in place: in the mapped file of the cache, or in memory.</summary>
internal sealed unsafe class CompiledVocabulary
{
    private readonly byte* file;

    private CompiledVocabulary(byte* file) => this.file = file;

    /// <summary>Opens a compiled vocabulary; null where it is damaged, of another version or of another file.</summary>
    /// <param name="file">Its bytes, at an address that holds for the life of the process.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="sha256">Of the vocabulary as it was brought.</param>
    /// <param name="asked">The pattern that was asked for.</param>
    public static CompiledVocabulary? Open(byte* file, long length, ReadOnlySpan<byte> sha256, SplitPattern asked)
    {
        if (length is < CompiledLayout.HeaderLength or > int.MaxValue)
            return null;
        var bytes = new ReadOnlySpan<byte>(file, (int)length);
        Span<byte> checksum = stackalloc byte[16];
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != CompiledLayout.Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != CompiledLayout.Version
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != VocabularyLayout.Version
            || BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]) != length
            || !bytes.Slice(CompiledLayout.SourceOffset, 32).SequenceEqual(sha256)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CompiledLayout.PatternOffset..]) != (uint)asked)
            return null;
        CompiledWriter.Checksum(bytes, checksum);
        return bytes.Slice(CompiledLayout.ChecksumOffset, 16).SequenceEqual(checksum) ? new(file) : null;
    }

    /// <summary>The vocabulary's own ids by the engine's.</summary>
    public ReadOnlySpan<int> Ids => new(file + Section(1), Length(1) / sizeof(int));

    /// <summary>How to count with it.</summary>
    /// <param name="name">What to call it.</param>
    public TokenMeter Meter(string name)
    {
        using var reader = new BinaryReader(new UnmanagedMemoryStream(file + Section(0), Length(0)));
        var recipe = new TextRecipe
        {
            Pattern = (SplitPattern)reader.ReadByte(),
            Composes = reader.ReadBoolean(),
            MarksSpaces = reader.ReadBoolean(),
            Prefix = (TextPrefix)reader.ReadByte(),
            CutsAtSpaces = reader.ReadBoolean(),
            CutsAtLines = reader.ReadBoolean(),
            Unknown = (UnknownCharacter)reader.ReadByte(),
        };
        UInt128 ascii = reader.ReadUInt64();
        ascii |= (UInt128)reader.ReadUInt64() << 64;
        var isForMicrosoft = reader.ReadBoolean();
        var rises = reader.ReadBoolean();
        var (raw, normalized) = (new List<(byte[], bool)>(), new List<(byte[], bool)>());
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var flags = reader.ReadByte();
            var content = reader.ReadBytes(reader.ReadInt32());
            ((flags & 2) == 0 ? raw : normalized).Add((content, (flags & 1) == 0));
        }

        var added = (Raw: new AddedTokens(raw), Normalized: new AddedTokens(normalized));
        if (isForMicrosoft)
        {
            var (tokens, merged) = MergeBlock.Read(new(file + Section(2), Length(2)));
            var microsoft = new MicrosoftCounter(tokens[..merged], tokens[merged..].Select(static t => t.Token), recipe.Pattern);
            return TokenMeter.Exact(new BroughtCounter(name, recipe, added.Raw, added.Normalized, Known(recipe, tokens.Select(static t => t.Token), ascii), null, microsoft));
        }

        var vocabulary = new Vocabulary(name, file + Section(2), Length(2), rises);
        var engine = new TokenCounter(name, vocabulary, recipe.Pattern);
        if (recipe.IsPlain && recipe.Pattern is SplitPattern.O200k or SplitPattern.Cl100k && added.Raw.IsEmpty && added.Normalized.IsEmpty)
            return TokenMeter.Exact(engine); // the published patterns stream without any of this
        var known = Known(recipe, Enumerable.Range(0, vocabulary.Count).Select(id => vocabulary[id].ToArray()), ascii);
        return TokenMeter.Exact(new BroughtCounter(name, recipe, added.Raw, added.Normalized, known, engine, null));
    }

    private static KnownCharacters? Known(TextRecipe recipe, IEnumerable<byte[]> tokens, UInt128 ascii) =>
        recipe.Unknown == UnknownCharacter.Impossible ? null : new(tokens, ascii);

    private int Section(int section) => *(int*)(file + CompiledLayout.SectionsOffset + section * 8);

    private int Length(int section) => *(int*)(file + CompiledLayout.SectionsOffset + section * 8 + 4);
}
