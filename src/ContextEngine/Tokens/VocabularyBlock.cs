using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Pith.Tokens;

/// <summary>Lays the tokens of one encoding out as <see cref="VocabularyLayout"/> describes. The same tokens give the same bytes.</summary>
internal static class VocabularyBlock
{
    private const int MostSpare = 3; // doublings of the merge table; none was ever needed for a real vocabulary

    /// <param name="tokens">The bytes of each token; index is id.</param>
    /// <param name="merges">For each token of more than a byte the two that make it; none for one that only a whole piece can be.</param>
    /// <param name="rises">Whether no merge makes a pair of lower rank; else merging cannot begin with whole characters.</param>
    /// <exception cref="InvalidDataException">There is no room for them.</exception>
    public static byte[] Build(byte[][] tokens, (int Left, int Right)?[] merges, bool rises = true)
    {
        for (var spare = 0; ; spare++)
            if (TryBuild(tokens, merges, rises, spare, out var block))
                return block;
    }

    private static bool TryBuild(byte[][] tokens, (int Left, int Right)?[] merges, bool rises, int spare, out byte[] block)
    {
        var longest = tokens.Max(t => t.Length);
        if (tokens.Length > VocabularyLayout.MostTokens || longest > VocabularyLayout.LongestToken || tokens.Sum(t => t.Length) > VocabularyLayout.MostTokenBytes)
            throw new InvalidDataException("too large for this layout; raise its version");

        // About three quarters full: a stranger costs one bucket and a quarter, and the tables stay at 1 and 2 MB.
        var bits = 1;
        while ((VocabularyLayout.SlotsPerBucket << bits) * 4L / 5 < tokens.Length)
            bits++;
        var slotCount = VocabularyLayout.SlotsPerBucket << bits;
        var mergeBits = bits + 3 + spare;

        var spans = VocabularyLayout.HeaderLength;
        var slots = Align(spans + tokens.Length * 4);
        var pairs = Align(slots + slotCount * 4);
        var singles = Align(pairs + 65536 * 4);
        var mergeSlots = Align(singles + 256 * 4);
        var pilots = Align(mergeSlots + (8 << mergeBits));
        var characters = Align(pilots + (1 << VocabularyLayout.PilotBits));
        var seams = Align(characters + 65536 * 4);
        var bytes = Align(seams + 65536 / 8);
        block = new byte[Align(bytes + tokens.Sum(t => t.Length) + VocabularyLayout.Slack)];
        if (!MergeTable.TryWrite(merges, mergeBits, MemoryMarshal.Cast<byte, ulong>(block.AsSpan(mergeSlots, 8 << mergeBits)), block.AsSpan(pilots, 1 << VocabularyLayout.PilotBits)))
            return spare < MostSpare ? false : throw new InvalidDataException("the merges do not fit their table");

        BinaryPrimitives.WriteUInt64LittleEndian(block, VocabularyLayout.Magic);
        ReadOnlySpan<int> header =
            [(int)VocabularyLayout.Version, block.Length, tokens.Length, longest, bits, mergeBits, spans, bytes, slots, pairs, singles, mergeSlots, pilots, characters, seams];
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
            var isMerged = merges[id] is not null;
            if (isMerged && token.Length == 2)
                BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(pairs + (token[0] << 8 | token[1]) * 4), (uint)id + 1);
            if (isMerged && rises && Rune.DecodeFromUtf8(token, out var rune, out var length) == OperationStatus.Done && length == token.Length && rune.IsBmp)
                BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(characters + rune.Value * 4), id + 1);
            Seams.Mark(token, block.AsSpan(seams, 65536 / 8));
        }

        SHA256.HashData(block.AsSpan(VocabularyLayout.HeaderLength), block.AsSpan(VocabularyLayout.DigestOffset, 32));
        return true;
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
