namespace Pith.Conversations;

/// <summary>Which part of a transcript an index holds.</summary>
public readonly record struct IndexOptions()
{
    /// <summary>Which conversation of the file; 0 is the main one.</summary>
    public int Thread { get; init; }

    /// <summary>Last turn that belongs to the context, from 1; later records are passed over.</summary>
    public int UpToTurn { get; init; } = int.MaxValue;

    /// <summary>Keep what stands before a compaction boundary too (for accounts of the whole file, not for a context).</summary>
    public bool IgnoreBoundaries { get; init; }

    /// <summary>Text that will come, for which room is made at once and which no pool keeps; 0 where that is not known.</summary>
    public int Bytes { get; init; }

    /// <summary>Stop before the first compaction boundary: the stretch that was recorded without compaction.</summary>
    public bool UpToBoundary { get; init; }
}
