using System.Buffers.Binary;

namespace Pith.Vocabularies;

/// <summary>A vocabulary for Microsoft's merging, as bytes: u32 tokens, u32 of them merged, and of each u16 length, u16 left part, text.</summary>
internal static class MergeBlock
{
    /// <summary>Writes one.</summary>
    public static byte[] Write(BroughtTokens tokens)
    {
        var block = new byte[8 + tokens.Tokens.Sum(static t => 4 + t.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(block, tokens.Tokens.Count);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), tokens.Merged);
        var at = 8;
        for (var i = 0; i < tokens.Tokens.Count; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(at), (ushort)tokens.Tokens[i].Length);
            BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(at + 2), (ushort)tokens.Lefts[i]);
            tokens.Tokens[i].CopyTo(block, at + 4);
            at += 4 + tokens.Tokens[i].Length;
        }

        return block;
    }

    /// <summary>Reads one: all tokens, and how many of them are merged.</summary>
    public static (List<(byte[] Token, int Left)> Tokens, int Merged) Read(ReadOnlySpan<byte> block)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(block);
        var tokens = new List<(byte[], int)>(count);
        var merged = BinaryPrimitives.ReadInt32LittleEndian(block[4..]);
        for (var at = 8; tokens.Count < count;)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(block[at..]);
            tokens.Add((block.Slice(at + 4, length).ToArray(), BinaryPrimitives.ReadUInt16LittleEndian(block[(at + 2)..])));
            at += 4 + length;
        }

        return (tokens, merged);
    }
}
