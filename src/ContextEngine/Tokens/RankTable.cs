namespace Pith.Tokens;

/// <summary>Merges by rank alone: any two parts merge if what they spell is a token, and its id is the rank.</summary>
internal readonly struct RankTable(Dictionary<byte[], int> ids) : IMergeTable
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> ids = ids.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int First(byte value) => ids.TryGetValue([value], out var id) ? id : -1;

    public int Rank(int left, int right, ReadOnlySpan<byte> spelled, out int whole) => whole = ids.TryGetValue(spelled, out var id) ? id : -1;
}
