namespace Pith.Conversations;

/// <summary>What providers refuse, one rule each. The strictest reading of the public APIs: what holds here is taken by all of them.</summary>
public enum RequestRule : byte
{
    /// <summary>There is at least one message.</summary>
    Empty,

    /// <summary>The first message is the user's.</summary>
    FirstRole,

    /// <summary>The last message is the user's: newer models refuse to go on from words put into their mouth.</summary>
    LastRole,

    /// <summary>User and assistant alternate.</summary>
    Alternation,

    /// <summary>Every message has a block.</summary>
    EmptyMessage,

    /// <summary>No text is blank.</summary>
    BlankText,

    /// <summary>Calls and thinking are the assistant's, results and pictures the user's.</summary>
    WrongRole,

    /// <summary>Every call is answered by the next message.</summary>
    Unanswered,

    /// <summary>Every result has its call in the message before, and no other result does.</summary>
    Orphan,

    /// <summary>Results stand before words and pictures.</summary>
    ResultOrder,

    /// <summary>No result is empty.</summary>
    EmptyResult,

    /// <summary>No two calls share an id.</summary>
    DuplicateId,

    /// <summary>An id has at most 40 letters, digits, <c>_</c> and <c>-</c>.</summary>
    Id,

    /// <summary>A tool's name has at most 64 letters, digits, <c>_</c> and <c>-</c>.</summary>
    ToolName,

    /// <summary>Arguments are a JSON object.</summary>
    Arguments,

    /// <summary>Thinking has its signature.</summary>
    Unsigned,

    /// <summary>Thinking is followed by what it led to, in the same message.</summary>
    ThinkingLast,

    /// <summary>Thinking stands byte for byte as it was recorded, and so does everything before it.</summary>
    ThinkingMoved,

    /// <summary>A picture is an address or base64 without white space.</summary>
    PictureData,

    /// <summary>A picture's first bytes are those of its media type, and providers read that type.</summary>
    PictureKind,

    /// <summary>A picture is not too heavy.</summary>
    PictureBytes,

    /// <summary>A picture is not too large.</summary>
    PictureSide,

    /// <summary>There are not too many pictures.</summary>
    PictureCount,

    /// <summary>All text is well-formed UTF-8: no lone surrogates.</summary>
    Unicode,

    /// <summary>The request is not too long.</summary>
    Size,
}
