using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Pith.Tokens;

/// <summary>
/// Byte pair merging of a short piece: the pair of lowest rank first, the leftmost of equals. Each pair that can merge is
/// one number, rank above position, so the next one to merge is the least of an array: a few vectors to look through.
/// </summary>
internal static unsafe class ShortMerge
{
    /// <summary>The longest piece it takes, in bytes: two tokens of the greatest length side by side.</summary>
    public const int Limit = 256;

    private const int Few = 16; // parts whose pairs fit into two registers
    private const int NoToken = (1 << VocabularyLayout.IdBits) - 1; // merges with nothing
    private const int PositionBits = 8;
    private const uint Position = (1 << PositionBits) - 1;
    private const uint NoPair = ~Position; // and everything above

    /// <summary>Merges 2 to <see cref="Limit"/> bytes and writes the tokens to <paramref name="ids"/>, which has room for one a byte.</summary>
    /// <returns>How many tokens there are.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Merge(Vocabulary vocabulary, byte* piece, int length, int* ids)
    {
        // By the number of a part: its token. On both sides one that merges with nothing, so that no end is special.
        var room = stackalloc int[Limit + 2];
        var tokens = room + 1;
        var pairs = stackalloc uint[Limit + Vector256<uint>.Count];
        var count = length;
        if (Ascii.IsValid(new ReadOnlySpan<byte>(piece, length)))
        {
            for (var i = 0; i < length; i++)
            {
                tokens[i] = vocabulary.FindByte(piece[i]);
                pairs[i] = Pair(vocabulary.FindPair(piece[i], piece[i + 1 < length ? i + 1 : i]), i);
            }
        }
        else
        {
            count = Split(vocabulary, piece, length, tokens);
            for (var i = 0; i + 1 < count; i++)
                pairs[i] = Pair(vocabulary.FindMerge(tokens[i], tokens[i + 1]), i);
        }

        tokens[-1] = tokens[count] = NoToken;
        pairs[count - 1] = NoPair;
        if (count > Few)
            return MergeMany(vocabulary, tokens, pairs, count, ids);

        var alive = MergeFew(vocabulary, tokens, pairs, count);
        if (ids != null)
            for (var left = alive; left != 0; left &= left - 1)
                *ids++ = tokens[BitOperations.TrailingZeroCount(left)];
        return BitOperations.PopCount(alive);
    }

    /// <summary>Merges without a store that a wide load would wait for: the pairs stay in registers.</summary>
    /// <returns>A bit for each part that is left.</returns>
    private static uint MergeFew(Vocabulary vocabulary, int* tokens, uint* pairs, int count)
    {
        var lowIndex = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        var highIndex = lowIndex + Vector256.Create(8u);
        var bound = Vector256.Create((uint)count);
        var low = Vector256.Load(pairs) | Vector256.GreaterThanOrEqual(lowIndex, bound);
        var high = Vector256.Load(pairs + 8) | Vector256.GreaterThanOrEqual(highIndex, bound);
        var alive = (1u << count) - 1;
        while (true)
        {
            var least = Least(Vector256.Min(low, high));
            if (least >= NoPair)
                return alive;
            var at = (int)(least & Position);
            var merged = (int)(least >> PositionBits);
            var behind = alive & (uint.MaxValue << at << 1);
            var gone = BitOperations.TrailingZeroCount(behind);
            behind &= behind - 1;
            var next = behind == 0 ? count : BitOperations.TrailingZeroCount(behind);
            var before = BitOperations.Log2((alive & ((1u << at) - 1)) << 1 | 1) - 1;
            alive ^= 1u << gone;
            tokens[at] = merged;
            var right = Vector256.Create(Pair(vocabulary.FindMerge(merged, tokens[next]), at));
            var left = Vector256.Create(Pair(vocabulary.FindMerge(tokens[before], merged), before));
            Vector256<uint> atAll = Vector256.Create((uint)at), goneAll = Vector256.Create((uint)gone), beforeAll = Vector256.Create((uint)before);
            low = Put(Put(low | Vector256.Equals(lowIndex, goneAll), lowIndex, atAll, right), lowIndex, beforeAll, left);
            high = Put(Put(high | Vector256.Equals(highIndex, goneAll), highIndex, atAll, right), highIndex, beforeAll, left);
        }
    }

    private static int MergeMany(Vocabulary vocabulary, int* tokens, uint* pairs, int length, int* ids)
    {
        var next = stackalloc ushort[length + 2];
        var before = stackalloc ushort[length + 2];
        for (var i = 0; i < length; i++)
        {
            next[i] = (ushort)(i + 1);
            before[i] = (ushort)(i - 1);
        }

        var vectors = (length + Vector256<uint>.Count - 1) / Vector256<uint>.Count;
        Vector256.Store(Vector256.Create(NoPair), pairs + length);
        var count = length;
        while (true)
        {
            var all = Vector256.Load(pairs);
            for (var i = 1; i < vectors; i++)
                all = Vector256.Min(all, Vector256.Load(pairs + (i * Vector256<uint>.Count)));
            var least = Least(all);
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
            pairs[at] = Pair(vocabulary.FindMerge(merged, tokens[after]), at);
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

    /// <summary>
    /// The parts to begin with: bytes, and characters that are whole in every encoding. A character is if it is a token
    /// and neither of its ends is a seam: no token could then take a part of it, so the first merges that touch it are
    /// those that make it, and doing them before others of lower rank changes nothing.
    /// </summary>
    private static int Split(Vocabulary vocabulary, byte* piece, int length, int* tokens)
    {
        var count = 0;
        var isCut = true; // by a seam, from what comes before
        for (var i = 0; i < length;)
        {
            int lead = piece[i];
            var width = lead < 0xC2 || lead >= 0xF0 ? 1 : lead < 0xE0 ? 2 : 3;
            var end = i + width;
            var isSeam = end < length && vocabulary.IsSeam(piece[end - 1], piece[end]);
            if (width > 1 && isCut && !isSeam && end <= length && Character(vocabulary, piece + i, width) is >= 0 and var token)
            {
                tokens[count++] = token;
                i = end;
                continue;
            }

            do
                tokens[count++] = vocabulary.FindByte(piece[i++]);
            while (i < end && i < length);
            isCut = !isSeam;
        }

        return count;
    }

    private static int Character(Vocabulary vocabulary, byte* p, int width) => vocabulary.FindCharacter(width == 2
        ? (p[0] & 0x1F) << 6 | (p[1] & 0x3F)
        : (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));

    /// <summary>A rank of -1 becomes a number from <see cref="NoPair"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pair(int rank, int position) => (uint)rank << PositionBits | (uint)position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Put(Vector256<uint> pairs, Vector256<uint> index, Vector256<uint> at, Vector256<uint> pair) =>
        Vector256.ConditionalSelect(Vector256.Equals(index, at), pair, pairs);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Least(Vector256<uint> pairs)
    {
        var half = Vector128.Min(pairs.GetLower(), pairs.GetUpper());
        half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2u, 3, 0, 1)));
        half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(1u, 0, 3, 2)));
        return half.ToScalar();
    }
}
