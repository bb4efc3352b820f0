using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Pith.Tokens;

namespace Pith.VocabularyCompiler;

/// <summary>Lays the tokens of one encoding out as <see cref="VocabularyLayout"/> describes. The same tokens give the same bytes.</summary>
internal static class VocabularyBlock
{
    /// <param name="tokens">The bytes of each token; index is id.</param>
    /// <param name="merges">For each token of more than a byte the two that make it.</param>
    public static byte[] Build(byte[][] tokens, (int Left, int Right)?[] merges)
    {
        var longest = tokens.Max(t => t.Length);
        if (tokens.Length >= 1 << VocabularyLayout.IdBits || longest > 255 || tokens.Sum(t => t.Length) >= 1 << 24)
            throw new InvalidDataException("too large for this layout; raise its version");

        // About three quarters full: a stranger costs one bucket and a quarter, and the tables stay at 1 and 2 MB.
        var bits = 1;
        while ((VocabularyLayout.SlotsPerBucket << bits) * 4L / 5 < tokens.Length)
            bits++;
        var slotCount = VocabularyLayout.SlotsPerBucket << bits;

        var spans = VocabularyLayout.HeaderLength;
        var slots = Align(spans + tokens.Length * 4);
        var pairs = Align(slots + slotCount * 4);
        var singles = Align(pairs + 65536 * 4);
        var mergeSlots = Align(singles + 256 * 4);
        var pilots = Align(mergeSlots + slotCount * 8);
        var characters = Align(pilots + (1 << VocabularyLayout.PilotBits));
        var seams = Align(characters + 65536 * 4);
        var bytes = Align(seams + 65536 / 8);
        var block = new byte[Align(bytes + tokens.Sum(t => t.Length) + VocabularyLayout.Slack)];
        MergeTable.Write(merges, bits + 3, MemoryMarshal.Cast<byte, ulong>(block.AsSpan(mergeSlots, slotCount * 8)), block.AsSpan(pilots, 1 << VocabularyLayout.PilotBits));

        BinaryPrimitives.WriteUInt64LittleEndian(block, VocabularyLayout.Magic);
        ReadOnlySpan<int> header =
            [(int)VocabularyLayout.Version, block.Length, tokens.Length, longest, bits, bits + 3, spans, bytes, slots, pairs, singles, mergeSlots, pilots, characters, seams];
        for (var i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(8 + i * 4), header[i]);

        var end = 0;
        for (var id = 0; id < tokens.Length; id++)
        {
            var token = tokens[id];
            BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(spans + id * 4), (uint)(end << 8 | token.Length));
            token.CopyTo(block, bytes + end);
            end += token.Length;
            Insert(block.AsSpan(slots, slotCount * 4), bits, Hash(token), (uint)id + 1);
            if (token.Length == 1)
                BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(singles + token[0] * 4), id);
            if (token.Length == 2)
                BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(pairs + (token[0] << 8 | token[1]) * 4), (uint)id + 1);
            if (Rune.DecodeFromUtf8(token, out var rune, out var length) == OperationStatus.Done && length == token.Length && rune.IsBmp)
                BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(characters + rune.Value * 4), id + 1);
            Seams.Mark(token, block.AsSpan(seams, 65536 / 8));
        }

        SHA256.HashData(block.AsSpan(VocabularyLayout.HeaderLength), block.AsSpan(VocabularyLayout.DigestOffset, 32));
        return block;
    }

    private static void Insert(Span<byte> slots, int bits, ulong hash, uint value)
    {
        for (var bucket = PieceHash.Bucket(hash, bits); ; bucket = (bucket + 1) & ((1u << bits) - 1))
            for (var i = 0; i < VocabularyLayout.SlotsPerBucket; i++)
            {
                var slot = slots.Slice((int)(bucket * VocabularyLayout.SlotsPerBucket + i) * 4, 4);
                if (BinaryPrimitives.ReadUInt32LittleEndian(slot) != 0)
                    continue;
                BinaryPrimitives.WriteUInt32LittleEndian(slot, PieceHash.Tag(hash) | value);
                return;
            }
    }

    private static unsafe ulong Hash(byte[] token)
    {
        fixed (byte* p = token)
        {
            if (token.Length > 16)
                return PieceHash.OfLong(p, token.Length);
            Span<byte> padded = stackalloc byte[16];
            padded.Clear();
            token.CopyTo(padded);
            return PieceHash.OfShort(
                BinaryPrimitives.ReadUInt64LittleEndian(padded), BinaryPrimitives.ReadUInt64LittleEndian(padded[8..]), token.Length);
        }
    }

    private static int Align(int offset) => (offset + 63) & ~63;
}
