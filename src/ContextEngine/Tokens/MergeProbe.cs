namespace Pith.Tokens;

/// <summary>A question to the merge table that has been asked and not yet answered: a pair's hash and the place where it would be.</summary>
internal readonly struct MergeProbe(ulong hash, uint place)
{
    public readonly ulong Hash = hash;
    public readonly uint Place = place;
}
