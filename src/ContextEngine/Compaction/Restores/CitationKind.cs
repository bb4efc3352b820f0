namespace Pith.Compaction.Restores;

/// <summary>How a place of a context leads to what stood there.</summary>
internal enum CitationKind : byte
{
    /// <summary>A preview or a stub: the whole text stands in its place.</summary>
    Text,

    /// <summary>Arguments of a call of which long values were cut: the whole arguments stand in their place.</summary>
    Arguments,

    /// <summary>A note that stands for a picture.</summary>
    Picture,

    /// <summary>A memory, or the line of the last resort: the history stands in its place, and what is around it stays.</summary>
    History,
}
