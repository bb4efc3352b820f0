using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pith.Tokens;

/// <summary>
/// Byte pair merging of one short piece: the pair of lowest rank first, the leftmost of equals. Each pair that can merge
/// is one number, rank above position, so the next one to merge is the least of an array: a few vectors to look through.
/// </summary>
internal static unsafe class ShortMerge
{
    /// <summary>The longest piece it takes, in bytes: two tokens of the greatest length side by side.</summary>
    public const int Limit = 2 * VocabularyLayout.LongestToken;

    private const int PositionBits = 9;
    private const uint Position = (1 << PositionBits) - 1;
    private const uint NoPair = ~Position; // and everything above

    /// <summary>Merges 2 to <see cref="Limit"/> bytes and writes the tokens to <paramref name="ids"/>, which has room for one a byte.</summary>
    /// <returns>How many tokens there are.</returns>
    [SkipLocalsInit]
    public static int Merge(Vocabulary vocabulary, byte* piece, int length, int* ids)
    {
        if (length > PartialMerge.Limit)
            return MergeMany(vocabulary, piece, length, ids);
        Unsafe.SkipInit(out PartialMerge merge);
        merge.Begin(vocabulary, piece, length);
        while (merge.Look(vocabulary))
            merge.Take(vocabulary);
        return ids == null ? merge.Count : merge.CopyTo(ids);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int MergeMany(Vocabulary vocabulary, byte* piece, int length, int* ids)
    {
        // All by the number of a part: its token, the pair it makes with the next part, where its neighbours are.
        var tokens = stackalloc int[Limit];
        var pairs = stackalloc uint[Limit + Vector256<uint>.Count];
        var next = stackalloc ushort[Limit + 1];
        var before = stackalloc ushort[Limit + 1];
        length = PieceParts.Split(vocabulary, piece, length, tokens);
        for (var i = 0; i < length; i++)
        {
            pairs[i] = i + 1 < length ? Pair(vocabulary.FindMerge(tokens[i], tokens[i + 1]), i) : NoPair;
            next[i] = (ushort)(i + 1);
            before[i] = (ushort)(i - 1);
        }

        var vectors = (length + Vector256<uint>.Count - 1) / Vector256<uint>.Count;
        Vector256.Create(NoPair).Store(pairs + length);
        var count = length;
        while (true)
        {
            var least = Least(pairs, vectors);
            if (least >= NoPair)
                break;
            count--;
            var at = (int)(least & Position);
            var merged = (int)(least >> PositionBits);
            var gone = next[at];
            var after = next[gone];
            tokens[at] = merged;
            pairs[gone] = NoPair;
            next[at] = after;
            before[after] = (ushort)at;
            pairs[at] = after < length ? Pair(vocabulary.FindMerge(merged, tokens[after]), at) : NoPair;
            if (at > 0)
            {
                var left = before[at];
                pairs[left] = Pair(vocabulary.FindMerge(tokens[left], merged), left);
            }
        }

        if (ids != null)
            for (var (i, at) = (0, 0); i < count; i++, at = next[at])
                ids[i] = tokens[at];
        return count;
    }

    /// <summary>A rank of -1 becomes a number from <see cref="NoPair"/> on.</summary>
    private static uint Pair(int rank, int position) => (uint)rank << PositionBits | (uint)position;

    private static uint Least(uint* pairs, int vectors)
    {
        var all = Vector256.Load(pairs);
        for (var i = 1; i < vectors; i++)
            all = Vector256.Min(all, Vector256.Load(pairs + (i * Vector256<uint>.Count)));
        var half = Vector128.Min(all.GetLower(), all.GetUpper());
        half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2u, 3, 0, 1)));
        return Math.Min(half[0], half[1]);
    }
}
