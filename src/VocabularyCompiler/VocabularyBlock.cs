using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using Pith.Tokens;

namespace Pith.VocabularyCompiler;

/// <summary>Lays a vocabulary out as <see cref="VocabularyLayout"/> says. The same ranks give the same bytes.</summary>
internal static class VocabularyBlock
{
    public static byte[] Compile(List<byte[]> tokens)
    {
        var log = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)(tokens.Count * 5 / 4)));
        var text = tokens.Sum(t => t.Length);
        var offsets = VocabularyLayout.HeaderBytes;
        var slots = offsets + (tokens.Count + 1) * 4;
        var bytes = slots + (4 << log);
        var block = new byte[bytes + text];
        VocabularyLayout.Magic.CopyTo(block);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(8), tokens.Count);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(12), log);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(16), text);
        var at = 0;
        for (var id = 0; id < tokens.Count; id++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(offsets + id * 4), at);
            tokens[id].CopyTo(block.AsSpan(bytes + at));
            at += tokens[id].Length;
            Insert(block.AsSpan(slots, 4 << log), tokens[id], id, log);
        }

        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(offsets + tokens.Count * 4), at);
        BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(24), XxHash64.HashToUInt64(block.AsSpan(VocabularyLayout.HeaderBytes)));
        return block;
    }

    private static void Insert(Span<byte> slots, byte[] token, int id, int log)
    {
        var hash = VocabularyLayout.Hash(token);
        var slot = (int)(hash & ((1u << log) - 1));
        while (BinaryPrimitives.ReadUInt32LittleEndian(slots[(slot * 4)..]) != 0)
            slot = (slot + 1) & ((1 << log) - 1);
        BinaryPrimitives.WriteUInt32LittleEndian(slots[(slot * 4)..], (VocabularyLayout.Tag(hash) | (uint)id) + 1);
    }
}
