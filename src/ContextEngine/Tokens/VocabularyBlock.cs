using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pith.Tokens;

/// <summary>Lays the tokens of one encoding out as <see cref="VocabularyLayout"/> describes. The same tokens give the same bytes.</summary>
internal static class VocabularyBlock
{
    public static byte[] Build(byte[][] tokens)
    {
        var longest = tokens.Max(t => t.Length);
        if (tokens.Length > VocabularyLayout.MostTokens || longest > VocabularyLayout.LongestToken || tokens.Sum(t => t.Length) > VocabularyLayout.MostTokenBytes)
            throw new InvalidDataException("too large for this layout; raise its version");

        // Three quarters full: a stranger costs one bucket and a quarter, and the table stays at 1 MB.
        var bits = 1;
        while ((VocabularyLayout.SlotsPerBucket << bits) * 4L / 5 < tokens.Length)
            bits++;

        var spans = VocabularyLayout.HeaderLength;
        var slots = Align(spans + tokens.Length * 4);
        var pairs = Align(slots + (VocabularyLayout.SlotsPerBucket << bits) * 4);
        var bytes = Align(pairs + 65536 * 4);
        var block = new byte[Align(bytes + tokens.Sum(t => t.Length) + VocabularyLayout.Slack)];

        BinaryPrimitives.WriteUInt64LittleEndian(block, VocabularyLayout.Magic);
        ReadOnlySpan<int> header =
            [(int)VocabularyLayout.Version, block.Length, tokens.Length, bits, longest, 0, spans, bytes, slots, pairs];
        for (var i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(8 + i * 4), header[i]);

        var end = 0;
        for (var id = 0; id < tokens.Length; id++)
        {
            var token = tokens[id];
            BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(spans + id * 4), (uint)(end << 8 | token.Length));
            token.CopyTo(block, bytes + end);
            end += token.Length;
            if (token.Length == 2)
                BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(pairs + (token[0] << 8 | token[1]) * 4), (uint)id + 1);
            Insert(block.AsSpan(slots, (VocabularyLayout.SlotsPerBucket << bits) * 4), bits, Hash(token), (uint)id + 1);
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
