namespace Pith.Conversations;

/// <summary>What a tool does to the world, as far as its name and arguments tell.</summary>
public enum ToolKind : byte
{
    /// <summary>Not a tool.</summary>
    None,

    /// <summary>Shows a file or a part of it.</summary>
    Read,

    /// <summary>Changes part of a file.</summary>
    Edit,

    /// <summary>Writes a whole file.</summary>
    Write,

    /// <summary>Looks for files or text.</summary>
    Search,

    /// <summary>Runs a command.</summary>
    Shell,

    /// <summary>Keeps the list of things to do.</summary>
    Todo,

    /// <summary>Anything else.</summary>
    Other,
}
