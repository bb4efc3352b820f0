using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pith.Tokens;

/// <summary>
/// Byte pair merging of a short piece: the pair of lowest rank first, the leftmost of equals. Each pair that can merge is
/// one number, rank above position, so the next one to merge is the least of an array: a few vectors to look through.
/// </summary>
internal static unsafe class ShortMerge
{
    /// <summary>The longest piece it takes, in bytes: two tokens of the greatest length side by side.</summary>
    public const int Limit = 256;

    private const int PositionBits = 8;
    private const uint Position = (1 << PositionBits) - 1;
    private const uint NoPair = uint.MaxValue;

    /// <summary>Merges 2 to <see cref="Limit"/> bytes and writes the tokens to <paramref name="ids"/>, which has room for one a byte.</summary>
    /// <returns>How many tokens there are.</returns>
    [SkipLocalsInit]
    public static int Merge(Vocabulary vocabulary, byte* piece, int length, int* ids)
    {
        // All by the number of a part: its token, the pair it makes with the next part, its neighbours.
        var tokens = stackalloc int[Limit];
        var pairs = stackalloc uint[Limit];
        var next = stackalloc ushort[Limit + 1];
        var before = stackalloc ushort[Limit + 1];
        length = Split(vocabulary, piece, length, tokens);
        for (var i = 0; i < length; i++)
        {
            pairs[i] = i + 1 < length ? Pair(vocabulary.FindMerge(tokens[i], tokens[i + 1]), i) : NoPair;
            next[i] = (ushort)(i + 1);
            before[i] = (ushort)(i - 1);
        }

        var vectors = (length + Vector256<uint>.Count - 1) / Vector256<uint>.Count;
        new Span<uint>(pairs + length, vectors * Vector256<uint>.Count - length).Fill(NoPair);
        var count = length;
        while (true)
        {
            var least = Least(pairs, vectors);
            if (least > NoPair - Position - 1)
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

    /// <summary>
    /// The parts to begin with: bytes, and characters that are whole in every encoding. A character is if it is a token
    /// and neither of its ends is a seam: no token could then take a part of it, so the first merges that touch it are
    /// those that make it, and doing them before others of lower rank changes nothing.
    /// </summary>
    private static int Split(Vocabulary vocabulary, byte* piece, int length, int* tokens)
    {
        var count = 0;
        for (var i = 0; i < length;)
        {
            int lead = piece[i];
            var token = -1;
            var width = 1;
            if (lead is >= 0xC2 and < 0xF0)
            {
                width = lead < 0xE0 ? 2 : 3;
                if (i + width <= length && (i == 0 || !vocabulary.IsSeam(piece[i - 1], piece[i])) && (i + width == length || !vocabulary.IsSeam(piece[i + width - 1], piece[i + width])))
                    token = vocabulary.FindCharacter(width == 2
                        ? (lead & 0x1F) << 6 | (piece[i + 1] & 0x3F)
                        : (lead & 0x0F) << 12 | (piece[i + 1] & 0x3F) << 6 | (piece[i + 2] & 0x3F));
            }

            if (token < 0)
                (token, width) = (vocabulary.FindByte(piece[i]), 1);
            tokens[count++] = token;
            i += width;
        }

        return count;
    }

    /// <summary>A rank of -1 becomes a number above every pair.</summary>
    private static uint Pair(int rank, int position) => (uint)rank << PositionBits | (uint)position;

    private static uint Least(uint* pairs, int vectors)
    {
        var least = Vector256.Load(pairs);
        for (var i = 1; i < vectors; i++)
            least = Vector256.Min(least, Vector256.Load(pairs + i * Vector256<uint>.Count));
        var half = Vector128.Min(least.GetLower(), least.GetUpper());
        half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2u, 3, 0, 1)));
        return Math.Min(half[0], half[1]);
    }
}
