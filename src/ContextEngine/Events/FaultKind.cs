namespace Pith.Events;

/// <summary>What kind of failure ended an answer. The kind decides whether trying again can help.</summary>
public enum FaultKind
{
    /// <summary>The provider refuses the request as it is; sending it again unchanged is of no use.</summary>
    InvalidRequest,

    /// <summary>The key is missing, wrong or not allowed to do this.</summary>
    Authentication,

    /// <summary>Out of credit, or over a spend limit.</summary>
    Billing,

    /// <summary>No such model, or no such address.</summary>
    NotFound,

    /// <summary>Too many requests or tokens a minute; may be tried again.</summary>
    RateLimited,

    /// <summary>The provider has no room now; may be tried again.</summary>
    Overloaded,

    /// <summary>A fault of the provider's own; may be tried again.</summary>
    Server,

    /// <summary>No connection, or one that broke; may be tried again.</summary>
    Transport,

    /// <summary>Nothing came within the time that was given; may be tried again.</summary>
    Deadline,

    /// <summary>The answer ended before its own end; may be tried again.</summary>
    Truncated,

    /// <summary>What came is not the protocol; may be tried again.</summary>
    Malformed,

    /// <summary>A line, an event or an answer beyond all bounds.</summary>
    TooLarge,

    /// <summary>The request would not begin with the bytes of the one before; it was not sent.</summary>
    PrefixBroken,

    /// <summary>A script has no answer left, or none for this.</summary>
    Script,
}
