namespace Pith.Tools.Searches;

/// <summary>What a search is to find and how it is to be shown.</summary>
internal readonly record struct GrepQuery
{
    public required string Pattern { get; init; }

    public bool IgnoresCase { get; init; }

    public bool AcrossLines { get; init; }

    public int Before { get; init; }

    public int After { get; init; }

    public bool ShowsNumbers { get; init; }

    public long Most { get; init; }
}
