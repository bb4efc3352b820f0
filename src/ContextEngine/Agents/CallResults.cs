namespace Pith.Agents;

/// <summary>What the calls of an answer come to.</summary>
internal sealed class CallResults
{
    /// <summary>One content block for each call, in the order of the calls.</summary>
    public List<byte[]> Blocks { get; } = [];

    /// <summary>What the model is to be told besides.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Why the run is to end after them; null where it goes on.</summary>
    public string? Stop { get; set; }
}
