namespace Pith.MockModels;

/// <summary>What goes wrong with an answer. The position of all that happen inside a stream is its middle.</summary>
public enum MockFault
{
    None,

    /// <summary>An HTTP status and an error's body in place of the stream.</summary>
    Refuse,

    /// <summary>The connection is closed before anything is said.</summary>
    Hang,

    /// <summary>Nothing is said, and the connection stays.</summary>
    Silence,

    /// <summary>The stream stops in the middle, and the connection stays.</summary>
    Stall,

    /// <summary>The stream ends in the middle, as if it were whole.</summary>
    Truncate,

    /// <summary>An error event in the middle.</summary>
    ErrorEvent,

    /// <summary>Bytes that are no protocol.</summary>
    Garbage,

    /// <summary>One line of 200 MB.</summary>
    HugeLine,

    /// <summary>A web page with status 200.</summary>
    WebPage,
}
