using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>The merges of a <c>tokenizer.json</c>: pairs of ids, with their place in the list as rank.</summary>
/// <param name="vocabulary">Ids by what tokens spell.</param>
internal sealed class PairTable(Dictionary<byte[], int> vocabulary) : IMergeTable
{
    private readonly int[] bytes = [.. Enumerable.Range(0, 256).Select(b => vocabulary.GetValueOrDefault([(byte)b], -1))];
    private readonly Dictionary<ulong, (int Rank, int Whole)> pairs = [];

    /// <summary>Adds a merge; of two that are alike the later one counts, as in the original.</summary>
    public void Add(int left, int right, int rank, int whole) => pairs[Key(left, right)] = (rank, whole);

    public int First(byte value) => bytes[value];

    public int Rank(int left, int right, ReadOnlySpan<byte> spelled, out int whole)
    {
        if (pairs.TryGetValue(Key(left, right), out var merge))
        {
            whole = merge.Whole;
            return merge.Rank;
        }

        whole = -1;
        return -1;
    }

    /// <summary>Both ids, multiplied by an odd number: as they are, the hash of a long would be their exclusive or, which thousands of pairs share.</summary>
    private static ulong Key(int left, int right) => unchecked(((ulong)(uint)left << 32 | (uint)right) * 0x9E37_79B9_7F4A_7C15);
}
