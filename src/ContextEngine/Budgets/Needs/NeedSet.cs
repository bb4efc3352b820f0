namespace Pith.Budgets.Needs;

/// <summary>What the recorded future of a session needs of its past, at one cut.</summary>
internal sealed class NeedSet
{
    /// <summary>Atoms with their weights: one over the number of past texts that show them.</summary>
    public Dictionary<string, double> Ids { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Lines { get; } = new(StringComparer.Ordinal);

    /// <summary>One set of lines for each later edit that needs any.</summary>
    public List<IReadOnlyList<string>> Edits { get; } = [];

    public HashSet<string> Exacts { get; } = new(StringComparer.Ordinal);

    /// <summary>Path and symbol, at most <see cref="NeedReader.MostPairs"/>.</summary>
    public List<(string Path, string Symbol)> Pairs { get; set; } = [];

    /// <summary>A needed line and the paths under any of which it counts.</summary>
    public Dictionary<string, HashSet<string>> Places { get; } = new(StringComparer.Ordinal);

    public List<string> Sentences { get; init; } = [];

    /// <summary>The first request; null where there is none.</summary>
    public string? First { get; init; }

    /// <summary>The latest request; null where there is none.</summary>
    public string? Latest { get; init; }

    public List<FailedCall> Failures { get; set; } = [];

    public required WorkState State { get; init; }
}
