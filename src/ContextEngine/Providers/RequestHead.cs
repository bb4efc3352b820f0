namespace Pith.Providers;

/// <summary>What comes before the messages and stays for a whole epoch.</summary>
public sealed record RequestHead
{
    /// <summary>The model to ask, by the provider's id.</summary>
    public required string Model { get; init; }

    /// <summary>System texts, UTF-8, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> System { get; init; } = [];

    /// <summary>Tools the model may call, in order.</summary>
    public IReadOnlyList<ToolDeclaration> Tools { get; init; } = [];

    /// <summary>What the provider is asked to cache.</summary>
    public CacheLife Cache { get; init; }
}
