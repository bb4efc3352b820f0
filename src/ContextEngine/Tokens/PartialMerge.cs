using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pith.Tokens;

/// <summary>
/// A piece of few parts on its way to its tokens: the pair of lowest rank merges first, the leftmost of equals. A step is
/// two halves, since the answer of the merge table is a long way off: <see cref="Look"/> chooses and asks, <see cref="Take"/>
/// takes the answer, and in between others can do the same.
/// </summary>
internal unsafe struct PartialMerge
{
    /// <summary>The most parts, and so the most bytes that surely fit.</summary>
    public const int Limit = 32;

    private const int NoToken = (1 << VocabularyLayout.IdBits) - 1; // merges with nothing
    private const int PositionBits = 5;
    private const uint Position = (1 << PositionBits) - 1;
    private const uint NoPair = ~Position; // and everything above

    // Each pair that can merge is one number, rank above position. Written and read as whole vectors: a narrow store
    // would hold up the wide load behind it.
    private fixed uint pairs[Limit];
    private fixed int tokens[Limit + 2]; // a token that merges with nothing on both sides, so that no end is special
    private uint alive; // a bit for each part
    private int count;
    private int at, before;
    private uint gone;
    private MergeProbe right, left;

    /// <summary>How many tokens it is by now.</summary>
    public readonly int Count => BitOperations.PopCount(alive);

    /// <summary>Starts with the parts of a piece: its bytes, or characters where those are safe.</summary>
    [SkipLocalsInit]
    public void Begin(Vocabulary vocabulary, byte* piece, int length)
    {
        fixed (int* room = tokens)
        fixed (uint* first = pairs)
        {
            count = PieceParts.Split(vocabulary, piece, length, room + 1);
            room[0] = room[count + 1] = NoToken;
            alive = uint.MaxValue >> (Limit - count);
            var ranks = stackalloc uint[Limit];
            for (var i = 0; i < count; i++)
                ranks[i] = Pair(vocabulary.FindMerge(room[i + 1], room[i + 2]), i);
            for (var i = 0; i < count; i += 8)
            {
                var index = Index(i);
                (Vector256.Load(ranks + i) | Vector256.GreaterThanOrEqual(index, Vector256.Create((uint)count))).Store(first + i);
            }
        }
    }

    /// <summary>Chooses the next pair and asks what its neighbours make with it; false when nothing merges any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Look(Vocabulary vocabulary)
    {
        var least = Least();
        if (least >= NoPair)
            return false;
        at = (int)(least & Position);
        var merged = (int)(least >> PositionBits);
        var behind = alive & (uint.MaxValue << at << 1);
        gone = (uint)BitOperations.TrailingZeroCount(behind);
        behind &= behind - 1;
        var next = behind == 0 ? count : BitOperations.TrailingZeroCount(behind);
        before = BitOperations.Log2((alive & ((1u << at) - 1)) << 1 | 1) - 1;
        alive ^= 1u << (int)gone;
        tokens[at + 1] = merged;
        right = vocabulary.Ask(merged, tokens[next + 1]);
        left = vocabulary.Ask(tokens[before + 1], merged);
        return true;
    }

    /// <summary>Merges what was chosen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(Vocabulary vocabulary)
    {
        var rightPair = Vector256.Create(Pair(vocabulary.Answer(right), at));
        var leftPair = Vector256.Create(Pair(vocabulary.Answer(left), before));
        Vector256<uint> atAll = Vector256.Create((uint)at), goneAll = Vector256.Create(gone), beforeAll = Vector256.Create((uint)before);
        fixed (uint* first = pairs)
            for (var i = 0; i < count; i += 8)
            {
                var index = Index(i);
                var some = Vector256.Load(first + i) | Vector256.Equals(index, goneAll);
                some = Vector256.ConditionalSelect(Vector256.Equals(index, atAll), rightPair, some);
                Vector256.ConditionalSelect(Vector256.Equals(index, beforeAll), leftPair, some).Store(first + i);
            }
    }

    /// <summary>Writes the tokens.</summary>
    /// <returns>How many there are.</returns>
    public readonly int CopyTo(int* ids)
    {
        var written = 0;
        for (var left = alive; left != 0; left &= left - 1)
            ids[written++] = tokens[BitOperations.TrailingZeroCount(left) + 1];
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint Least()
    {
        fixed (uint* first = pairs)
        {
            var all = Vector256.Load(first);
            for (var i = 8; i < count; i += 8)
                all = Vector256.Min(all, Vector256.Load(first + i));
            var half = Vector128.Min(all.GetLower(), all.GetUpper());
            half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2u, 3, 0, 1)));
            half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(1u, 0, 3, 2)));
            return half.ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Index(int first) => Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create((uint)first);

    /// <summary>A rank of -1 becomes a number from <see cref="NoPair"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pair(int rank, int position) => (uint)rank << PositionBits | (uint)position & Position;
}
