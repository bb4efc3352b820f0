namespace Pith.Compaction;

/// <summary>How a segment appears in the view.</summary>
public enum Rendering : byte
{
    /// <summary>As it was.</summary>
    Full,

    /// <summary>Selected lines, with a handle to the whole.</summary>
    Lines,

    /// <summary>One line that says what was done and how it ended.</summary>
    Skeleton,

    /// <summary>A handle alone.</summary>
    Handle,

    /// <summary>Not at all; the memory block's history handle still leads to it.</summary>
    None,
}
