namespace Pith.Agents;

/// <summary>What one thing cost so far: every time that it was sent, and what was produced for it.</summary>
public sealed class SpendingShare
{
    /// <summary>Calls, where it is a tool or a file.</summary>
    public int Calls { get; internal set; }

    /// <summary>Tokens, by its part of the bytes.</summary>
    public decimal Tokens { get; internal set; }

    /// <summary>US dollars by the catalog's prices; 0 where they are not known.</summary>
    public decimal Dollars { get; internal set; }

    /// <summary>Bytes that were sent before.</summary>
    internal long Old { get; set; }

    /// <summary>Bytes that the next request sends first.</summary>
    internal long New { get; set; }
}
