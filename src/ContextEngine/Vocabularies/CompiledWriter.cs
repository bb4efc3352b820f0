using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>Writes a compiled vocabulary as <see cref="CompiledLayout"/> describes.</summary>
internal static class CompiledWriter
{
    /// <summary>The file, whole.</summary>
    /// <param name="parts">What was compiled.</param>
    /// <param name="sha256">Of the vocabulary as it was brought.</param>
    /// <param name="asked">The pattern that was asked for.</param>
    public static byte[] Write(CompiledParts parts, ReadOnlySpan<byte> sha256, SplitPattern asked)
    {
        var recipe = Recipe(parts);
        var ids = MemoryMarshal.AsBytes(parts.Ids.AsSpan());
        var idsAt = Align(CompiledLayout.HeaderLength + recipe.Length);
        var blockAt = Align(idsAt + ids.Length);
        var file = new byte[blockAt + parts.Block.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, CompiledLayout.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), CompiledLayout.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), VocabularyLayout.Version);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), file.Length);
        sha256.CopyTo(file.AsSpan(CompiledLayout.SourceOffset));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(CompiledLayout.PatternOffset), (uint)asked);
        ReadOnlySpan<int> sections = [CompiledLayout.HeaderLength, recipe.Length, idsAt, ids.Length, blockAt, parts.Block.Length];
        for (var i = 0; i < sections.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(CompiledLayout.SectionsOffset + i * 4), sections[i]);
        recipe.CopyTo(file, CompiledLayout.HeaderLength);
        ids.CopyTo(file.AsSpan(idsAt));
        parts.Block.CopyTo(file, blockAt);
        Checksum(file, file.AsSpan(CompiledLayout.ChecksumOffset, 16));
        return file;
    }

    /// <summary>The checksum of a file, of all but the checksum.</summary>
    public static void Checksum(ReadOnlySpan<byte> file, Span<byte> destination)
    {
        var hash = new XxHash128();
        hash.Append(file[..CompiledLayout.ChecksumOffset]);
        hash.Append(file[CompiledLayout.HeaderLength..]);
        hash.GetHashAndReset(destination);
    }

    private static byte[] Recipe(CompiledParts parts)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var recipe = parts.Recipe;
        writer.Write((byte)recipe.Pattern);
        writer.Write(recipe.Composes);
        writer.Write(recipe.MarksSpaces);
        writer.Write((byte)recipe.Prefix);
        writer.Write(recipe.CutsAtSpaces);
        writer.Write(recipe.CutsAtLines);
        writer.Write((byte)recipe.Unknown);
        writer.Write((ulong)parts.Ascii);
        writer.Write((ulong)(parts.Ascii >> 64));
        writer.Write(parts.IsForMicrosoft);
        writer.Write(parts.Rises);
        writer.Write(parts.Added.Count);
        foreach (var token in parts.Added)
        {
            writer.Write((byte)((token.IsSpecial ? 1 : 0) | (token.IsNormalized ? 2 : 0)));
            writer.Write(token.Content.Length);
            writer.Write(token.Content);
        }

        return bytes.ToArray();
    }

    private static int Align(int offset) => (offset + CompiledLayout.Alignment - 1) & -CompiledLayout.Alignment;
}
