namespace Pith.Sessions;

/// <summary>How a message came into a log.</summary>
internal enum Standing : byte
{
    /// <summary>It was said.</summary>
    Said,

    /// <summary>It stands for all before.</summary>
    Summary,

    /// <summary>It is the first that a boundary wrote: the conversation goes on from it.</summary>
    RestatedFirst,

    /// <summary>A boundary wrote it; what it restates stands in the log already.</summary>
    Restated,
}
