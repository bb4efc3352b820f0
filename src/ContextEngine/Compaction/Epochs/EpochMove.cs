namespace Pith.Compaction.Epochs;

/// <summary>What to do with the prefix before a call.</summary>
public enum EpochMove : byte
{
    /// <summary>Nothing: append, and read the rest from the cache.</summary>
    Stay,

    /// <summary>Rewrite it, down to the low water: an epoch ends.</summary>
    Boundary,

    /// <summary>The same while the cache is cold: every token would be written anew anyway, so each one that goes is saved.</summary>
    FreeBoundary,
}
