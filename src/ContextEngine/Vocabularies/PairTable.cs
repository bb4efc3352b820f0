using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>The merges of a <c>tokenizer.json</c>: pairs of ids, with their place in the list as rank.</summary>
/// <param name="vocabulary">Ids by what tokens spell.</param>
internal sealed class PairTable(Dictionary<byte[], int> vocabulary) : IMergeTable
{
    private readonly int[] bytes = [.. Enumerable.Range(0, 256).Select(b => vocabulary.GetValueOrDefault([(byte)b], -1))];
    private readonly Dictionary<long, (int Rank, int Whole)> pairs = [];

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

    private static long Key(int left, int right) => (long)left << 32 | (uint)right;
}
