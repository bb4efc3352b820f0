namespace Pith.Conversations;

/// <summary>What an account is split by.</summary>
public enum Grouping
{
    /// <summary>Block kinds, with the speaker.</summary>
    Kind,

    /// <summary>Tools: calls and results together.</summary>
    Tool,

    /// <summary>Files that calls read or changed.</summary>
    File,

    /// <summary>Turns.</summary>
    Turn,
}
