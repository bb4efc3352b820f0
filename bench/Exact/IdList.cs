namespace Pith.Bench.Exact;

/// <summary>A list of ids as its length and FNV-1a hash over whole ids.</summary>
internal readonly record struct IdList(int Count, uint Hash)
{
    public static IdList Of(ReadOnlySpan<int> ids)
    {
        var hash = 0x811c9dc5;
        foreach (var id in ids)
            hash = (hash ^ (uint)id) * 0x01000193;
        return new(ids.Length, hash);
    }
}
