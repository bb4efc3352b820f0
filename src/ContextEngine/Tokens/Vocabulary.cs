using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pith.Tokens;

/// <summary>One encoding's tokens, read in place from the compiled block that <see cref="VocabularyLayout"/> describes.</summary>
internal sealed unsafe class Vocabulary
{
    private const uint IdMask = (1u << VocabularyLayout.IdBits) - 1;
    private const int BucketBytes = VocabularyLayout.SlotsPerBucket * VocabularyLayout.SlotBytes;

    private readonly byte* block;
    private readonly byte* near;
    private readonly uint* far;
    private readonly byte* slots;
    private readonly uint* singles;
    private readonly byte* merges;
    private readonly byte* pilots;
    private readonly ushort* blocks;
    private readonly uint* characters;
    private readonly byte* seams;
    private readonly byte* bytes;
    private readonly int bits;
    private readonly uint places;

    /// <summary>The vocabulary that everyone counts with, read where the loader mapped it.</summary>
    public static Vocabulary O200k() => new("o200k_base", EmbeddedBlock.Map("o200k_base.vocabulary", out var length), length);

    /// <summary>The older one, unpacked on first use.</summary>
    public static Vocabulary Cl100k() => new("cl100k_base", PackedBlock.Cl100k.Address, PackedBlock.Cl100k.Length);

    /// <summary>A compiled block at an address that holds as long as the vocabulary is used.</summary>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="block">Its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="rises">Whether no merge makes a pair of lower rank than its own.</param>
    public Vocabulary(string name, byte* block, int length, bool rises = true)
    {
        Rises = rises;
        this.block = block;
        if (length < VocabularyLayout.HeaderLength || Unsafe.ReadUnaligned<ulong>(block) != VocabularyLayout.Magic
            || Header(0) != (int)VocabularyLayout.Version || Header(1) != length)
            throw new InvalidOperationException($"The compiled vocabulary {name} is of another version; rebuild it.");
        Count = Header(2);
        LongestToken = Header(3);
        bits = Header(4);
        places = (uint)Header(5);
        near = block + Header(6);
        far = (uint*)(block + Header(7));
        bytes = block + Header(8);
        slots = block + Header(9);
        singles = (uint*)(block + Header(10));
        merges = block + Header(11);
        pilots = block + Header(12);
        blocks = (ushort*)(block + Header(13));
        characters = (uint*)(block + Header(14));
        seams = block + Header(15);
    }

    /// <summary>Whether no merge makes a pair of lower rank than its own; so it is in both published vocabularies.</summary>
    public bool Rises { get; }

    /// <summary>How many tokens there are; ids run from zero.</summary>
    public int Count { get; }

    /// <summary>The most bytes a token has; 128 in both published vocabularies.</summary>
    public int LongestToken { get; }

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> this[int id]
    {
        get
        {
            var place = PlaceOf(id);
            return new(bytes + (place >> 8), (byte)place);
        }
    }

    /// <summary>The length of a token in bytes.</summary>
    public int LengthOf(int id) => (byte)PlaceOf(id);

    /// <summary>The token that two bytes merge into, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindPair(byte first, byte second) => FindMerge(FindByte(first), FindByte(second));

    /// <summary>The token of one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindByte(byte value) => (int)Unsafe.ReadUnaligned<uint>(singles + value);

    /// <summary>The token of a character below 65,536, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindCharacter(int codePoint) =>
        (int)characters[blocks[codePoint >> VocabularyLayout.BlockBits] << VocabularyLayout.BlockBits | codePoint & ((1 << VocabularyLayout.BlockBits) - 1)] - 1;

    /// <summary>Whether a token may join the last byte of a character to the first of the next and have only a part of either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsSeam(byte last, byte first) => (seams[last << 5 | first >> 3] >> (first & 7) & 1) != 0;

    /// <summary>The token that two neighbouring tokens merge into, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindMerge(int left, int right) => Answer(Probe(left, right));

    /// <summary>The first half of <see cref="FindMerge"/>: sends for the line of memory that knows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MergeProbe Ask(int left, int right)
    {
        var probe = Probe(left, right);
        if (Sse.IsSupported)
            Sse.Prefetch0(merges + (nuint)probe.Place * VocabularyLayout.EntryBytes);
        return probe;
    }

    /// <summary>The second half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Answer(MergeProbe probe)
    {
        // Whether a pair merges is a coin toss, so no branch: what is left of another pair's entry has a bit above the id. The
        // load begins before the entry, so that the entry is the upper part of the word as it is of the hash.
        var word = Unsafe.ReadUnaligned<ulong>(merges + (nuint)probe.Place * VocabularyLayout.EntryBytes - (sizeof(ulong) - VocabularyLayout.EntryBytes));
        var found = (word ^ probe.Hash) >> (8 * (sizeof(ulong) - VocabularyLayout.EntryBytes));
        return (int)found | (int)((long)(IdMask - found) >> 63);
    }

    /// <summary>Sends for the bucket of a hash, so that a look-up soon after need not wait.</summary>
    public void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(slots + (nuint)PieceHash.Bucket(hash, bits) * BucketBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MergeProbe Probe(int left, int right)
    {
        var hash = MergeKey.Hash(left, right);
        return new(hash, MergeKey.Place(hash, pilots[MergeKey.Bucket(hash)], places));
    }

    /// <summary>The token of at most sixteen bytes, or -1. One bucket of 32 bytes settles most strangers.</summary>
    public int FindShort(in PieceKey key, int length, ulong hash)
    {
        var key128 = Vector128.Create(key.Low, key.High);
        var tag = Vector128.Create(PieceHash.Tag(hash));
        for (var bucket = PieceHash.Bucket(hash, bits); ; bucket = (bucket + 1) & ((1u << bits) - 1))
        {
            var slot = slots + (nuint)bucket * BucketBytes;
            for (var candidates = Candidates(slot, tag); candidates != 0; candidates &= candidates - 1)
            {
                var id = IdIn(slot, uint.TrailingZeroCount(candidates));
                if (id < 0)
                    return -1; // slots fill in order: an empty one with our tag (zero) ends the bucket
                var place = PlaceOf(id);
                if ((byte)place != length)
                    continue;
                var token = PieceKey.Load(bytes + (place >> 8), (nuint)length);
                if (Vector128.Create(token.Low, token.High) == key128)
                    return id;
            }

            if (IsFree(slot))
                return -1;
        }
    }

    /// <summary>The token of more than sixteen bytes, or -1.</summary>
    public int FindLong(byte* piece, int length)
    {
        if (length > LongestToken)
            return -1;
        var hash = PieceHash.OfLong(piece, length);
        var tag = Vector128.Create(PieceHash.Tag(hash));
        for (var bucket = PieceHash.Bucket(hash, bits); ; bucket = (bucket + 1) & ((1u << bits) - 1))
        {
            var slot = slots + (nuint)bucket * BucketBytes;
            for (var candidates = Candidates(slot, tag); candidates != 0; candidates &= candidates - 1)
            {
                var id = IdIn(slot, uint.TrailingZeroCount(candidates));
                if (id < 0)
                    return -1;
                if (this[id].SequenceEqual(new ReadOnlySpan<byte>(piece, length)))
                    return id;
            }

            if (IsFree(slot))
                return -1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Candidates(byte* slot, Vector128<uint> tag)
    {
        // Equal tags leave only the eighteen bits of the id after the exclusive or. Both loads stay in the bucket: the second
        // begins four bytes before its four slots.
        var limit = Vector128.Create(IdMask);
        var first = Vector128.Shuffle(Vector128.Load(slot), Vector128.Create(0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255)).AsUInt32();
        var second = Vector128.Shuffle(
            Vector128.Load(slot + BucketBytes - 16), Vector128.Create(4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255, 13, 14, 15, 255)).AsUInt32();
        var low = Vector128.LessThanOrEqual(first ^ tag, limit).ExtractMostSignificantBits();
        var high = Vector128.LessThanOrEqual(second ^ tag, limit).ExtractMostSignificantBits();
        return low | high << 4;
    }

    /// <summary>The token of a slot; -1 where it is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IdIn(byte* slot, uint index) => (int)(Unsafe.ReadUnaligned<uint>(slot + index * VocabularyLayout.SlotBytes) & IdMask) - 1;

    /// <summary>Whether a bucket's last slot is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFree(byte* slot) => Unsafe.ReadUnaligned<uint>(slot + BucketBytes - 4) >> 8 == 0;

    /// <summary>Where a token's bytes start &lt;&lt; 8 | how many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint PlaceOf(int id)
    {
        const uint Length = (1 << VocabularyLayout.NearLengthBits) - 1;
        var place = Unsafe.ReadUnaligned<uint>(near + (nuint)(uint)id * VocabularyLayout.NearBytes) << 8 >> 8;
        return (place & Length) == 0 ? far[place >> VocabularyLayout.NearLengthBits] : (place & ~Length) << (8 - VocabularyLayout.NearLengthBits) | place & Length;
    }

    private int Header(int field) => Unsafe.ReadUnaligned<int>(block + 8 + field * 4);
}
