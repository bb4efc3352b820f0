using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// Byte pair merging of a short piece: the pair of lowest rank first, the leftmost of equals. Quadratic, on the stack,
/// and the fastest way there is up to some hundred bytes.
/// </summary>
internal static unsafe class ShortMerge
{
    /// <summary>The longest piece it takes, in bytes: two tokens of the greatest length side by side.</summary>
    public const int Limit = 2 * VocabularyLayout.LongestToken;

    /// <summary>Merges 2 to <see cref="Limit"/> bytes and writes the tokens to <paramref name="ids"/>, which has room for one a byte.</summary>
    /// <returns>How many tokens there are.</returns>
    [SkipLocalsInit]
    public static int Merge(Vocabulary vocabulary, byte* piece, int length, int* ids)
    {
        // A copy with slack behind it, so that every look-up may load sixteen bytes.
        var text = stackalloc byte[Limit + 16];
        Unsafe.CopyBlockUnaligned(text, piece, (uint)length);

        // Part i starts at starts[i]; ranks[i] is the rank of parts i and i+1 together, or the greatest number.
        var starts = stackalloc ushort[Limit + 2];
        var ranks = stackalloc uint[Limit + 2];
        for (var i = 0; i < length - 1; i++)
        {
            starts[i] = (ushort)i;
            ranks[i] = (uint)vocabulary.FindPair(text[i], text[i + 1]);
        }

        var count = length;
        starts[count - 1] = (ushort)(count - 1);
        starts[count] = (ushort)length;
        ranks[count - 1] = uint.MaxValue;
        while (true)
        {
            var best = uint.MaxValue;
            var at = 0;
            for (var i = 0; i < count - 1; i++)
                if (ranks[i] < best)
                    (best, at) = (ranks[i], i);
            if (best == uint.MaxValue)
                break;

            count--;
            for (var i = at + 1; i <= count; i++)
            {
                starts[i] = starts[i + 1];
                ranks[i] = ranks[i + 1];
            }

            ranks[at] = at + 1 < count ? Rank(vocabulary, text, starts[at], starts[at + 2]) : uint.MaxValue;
            if (at > 0)
                ranks[at - 1] = Rank(vocabulary, text, starts[at - 1], starts[at + 1]);
        }

        if (ids != null)
            for (var i = 0; i < count; i++)
                ids[i] = vocabulary.FindPadded(text + starts[i], starts[i + 1] - starts[i]);
        return count;
    }

    private static uint Rank(Vocabulary vocabulary, byte* text, int start, int end) =>
        (uint)vocabulary.FindPadded(text + start, end - start);
}
