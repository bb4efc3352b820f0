namespace Pith.Offload;

/// <summary>Which part of a blob to bring back; without any wish, all of it, byte for byte.</summary>
public readonly record struct RecallQuery
{
    /// <summary>Asks for everything.</summary>
    public RecallQuery()
    {
    }

    /// <summary>Lines to look at, by the numbers of the text itself when it is a numbered listing.</summary>
    public LineRange Lines { get; init; } = LineRange.All;

    /// <summary>A regular expression that a line must match; null for every line. No lookarounds, no backreferences: it runs in linear time.</summary>
    public string? Pattern { get; init; }

    /// <summary>Lines to show before and after each match, at most <see cref="Recall.MostContext"/>.</summary>
    public int Context { get; init; }
}
