namespace Pith.Conversations;

/// <summary>
/// A context as it may be sent: starts with the user, speakers alternate, every call is answered by the next message,
/// no empty block. What <see cref="ViewBuilder"/> returns holds all that; a writer only has to print it.
/// </summary>
public sealed class View
{
    /// <summary>The system prompt's blocks; may be empty.</summary>
    public List<ReadOnlyMemory<byte>> System { get; } = [];

    /// <summary>The messages, oldest first.</summary>
    public List<ViewMessage> Messages { get; } = [];

    /// <summary>The model that answered last, or empty.</summary>
    public string Model { get; init; } = "";

    /// <summary>Raw JSON array of tool declarations in the Messages API's form; empty to declare only the names used.</summary>
    public ReadOnlyMemory<byte> Tools { get; set; }

    /// <summary>What had to be put right so that the view may be sent; empty for a log in order.</summary>
    public List<Repair> Repairs { get; } = [];

    /// <summary>Names of the tools that occur in the view, in ordinal order.</summary>
    public SortedSet<string> ToolNames { get; } = new(StringComparer.Ordinal);
}
