namespace Pith.Tokens;

/// <summary>A question to the merge table that has been asked and not yet answered: a pair and the place where it would be.</summary>
internal readonly struct MergeProbe(ulong key, uint place)
{
    public readonly ulong Key = key;
    public readonly uint Place = place;
}
