using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pith.Tokens;

/// <summary>Lays the tokens of one encoding out as <see cref="VocabularyLayout"/> describes. The same tokens give the same bytes.</summary>
internal static class VocabularyBlock
{
    private const int EmptyShare = 32; // a place is left empty for each so many merges, and as many more with every attempt
    private const int PilotsField = 56;

    /// <param name="tokens">The bytes of each token; index is id.</param>
    /// <param name="merges">For each token of more than a byte the two that make it; none for one that only a whole piece can be.</param>
    /// <param name="rises">Whether no merge makes a pair of lower rank; else merging cannot begin with whole characters.</param>
    /// <param name="pilots">Those of a block of the same tokens, where they are known: looking for them takes most of the time.</param>
    /// <returns>The block, which the collector leaves where it is.</returns>
    /// <exception cref="InvalidDataException">There is no room for them.</exception>
    public static byte[] Build(TokenBytes tokens, (int Left, int Right)?[] merges, bool rises = true, ReadOnlySpan<byte> pilots = default)
    {
        for (var attempt = 1; ; attempt++)
            if (TryBuild(tokens, merges, rises, pilots, attempt, out var block))
                return block;
    }

    /// <summary>The pilots of a block.</summary>
    public static ReadOnlySpan<byte> PilotsOf(ReadOnlySpan<byte> block) =>
        block.Slice(BinaryPrimitives.ReadInt32LittleEndian(block[PilotsField..]), 1 << VocabularyLayout.PilotBits);

    private static unsafe bool TryBuild(TokenBytes tokens, (int Left, int Right)?[] merges, bool rises, ReadOnlySpan<byte> known, int attempt, out byte[] block)
    {
        var longest = tokens.Longest();
        if (tokens.Count > VocabularyLayout.MostTokens || longest > VocabularyLayout.LongestToken || tokens.All.Length > VocabularyLayout.MostTokenBytes)
            throw new InvalidDataException("too large for this layout; raise its version");

        // About three quarters full: a stranger costs one bucket and a quarter, and the table stays below 1 MB.
        var bits = 1;
        while ((VocabularyLayout.SlotsPerBucket << bits) * 4L / 5 < tokens.Count)
            bits++;
        var slotCount = VocabularyLayout.SlotsPerBucket << bits;
        var mergeCount = 0;
        foreach (var merge in merges)
            mergeCount += merge is null ? 0 : 1;
        var placeCount = Math.Max(VocabularyLayout.FewestPlaces, mergeCount + (int)((long)mergeCount * attempt / EmptyShare)) + attempt;
        var farCount = TokenPlaces.FarCount(tokens);
        var (single, index) = Characters(tokens, merges, rises);
        var characterTable = index.Characters;

        var near = VocabularyLayout.HeaderLength;
        var far = Align(near + tokens.Count * VocabularyLayout.NearBytes + 1);
        var slots = Align(far + farCount * 4);
        var singles = Align(slots + slotCount * VocabularyLayout.SlotBytes);
        var entries = Align(singles + single.Length * 4);
        var pilots = Align(entries + placeCount * VocabularyLayout.EntryBytes);
        var blocks = Align(pilots + (1 << VocabularyLayout.PilotBits));
        var characters = Align(blocks + VocabularyLayout.Blocks * 2);
        var seams = Align(characters + characterTable.Length * 4);
        var bytes = Align(seams + 65536 / 8);
        block = GC.AllocateArray<byte>(Align(bytes + tokens.All.Length + VocabularyLayout.Slack), pinned: true);

        var placed = block.AsSpan(entries, placeCount * VocabularyLayout.EntryBytes);
        known.CopyTo(block.AsSpan(pilots));
        if (!(known.IsEmpty ? MergeTable.TryWrite(merges, placed, block.AsSpan(pilots, 1 << VocabularyLayout.PilotBits)) : MergeTable.TryPlace(merges, placed, known)))
            return attempt < EmptyShare ? false : throw new InvalidDataException("the merges do not fit their table");

        BinaryPrimitives.WriteUInt64LittleEndian(block, VocabularyLayout.Magic);
        ReadOnlySpan<int> header =
            [(int)VocabularyLayout.Version, block.Length, tokens.Count, longest, bits, placeCount, near, far, bytes, slots, singles, entries, pilots, blocks, characters, seams];
        MemoryMarshal.AsBytes(header).CopyTo(block.AsSpan(8));
        TokenPlaces.Write(tokens, block.AsSpan(near, tokens.Count * VocabularyLayout.NearBytes), MemoryMarshal.Cast<byte, uint>(block.AsSpan(far, farCount * 4)));
        MemoryMarshal.AsBytes<uint>(single).CopyTo(block.AsSpan(singles));
        MemoryMarshal.AsBytes(index.Blocks).CopyTo(block.AsSpan(blocks));
        MemoryMarshal.AsBytes<uint>(characterTable).CopyTo(block.AsSpan(characters));
        tokens.All.CopyTo(block.AsSpan(bytes));

        fixed (byte* first = block)
            for (var id = 0; id < tokens.Count; id++)
            {
                Insert(first + slots, bits, Hash(first + bytes + tokens.StartOf(id), tokens[id].Length), (uint)id + 1);
                Seams.Mark(tokens[id], block.AsSpan(seams, 65536 / 8));
            }

        return true;
    }

    /// <summary>The tokens of one byte, and those of one character that merging may begin with.</summary>
    private static (uint[] Singles, CharacterBlocks Characters) Characters(TokenBytes tokens, (int Left, int Right)?[] merges, bool rises)
    {
        var singles = new uint[256];
        var characters = new CharacterBlocks();
        for (var id = 0; id < tokens.Count; id++)
        {
            if (tokens[id] is [var single])
                singles[single] = (uint)id;
            if (rises && tokens[id].Length <= 3 && merges[id] is not null)
                characters.Add(tokens[id], (uint)id + 1);
        }

        return (singles, characters);
    }

    private static unsafe void Insert(byte* slots, int bits, ulong hash, uint value)
    {
        for (var bucket = PieceHash.Bucket(hash, bits); ; bucket = (bucket + 1) & ((1u << bits) - 1))
        {
            var slot = slots + (nuint)bucket * (VocabularyLayout.SlotsPerBucket * VocabularyLayout.SlotBytes);
            for (var i = 0; i < VocabularyLayout.SlotsPerBucket; i++, slot += VocabularyLayout.SlotBytes)
            {
                if ((*(ushort*)slot | slot[2]) != 0)
                    continue;
                value |= PieceHash.Tag(hash);
                *(ushort*)slot = (ushort)value;
                slot[2] = (byte)(value >> 16);
                return;
            }
        }
    }

    private static unsafe ulong Hash(byte* token, int length)
    {
        if (length > 16)
            return PieceHash.OfLong(token, length);
        var key = PieceKey.Load(token, (nuint)length);
        return PieceHash.OfShort(key.Low, key.High, length);
    }

    private static int Align(int offset) => (offset + 63) & ~63;
}
