namespace Pith.Sessions;

/// <summary>What a provider says of a message beside its content. Each may be left out.</summary>
public readonly ref struct AssistantFacts
{
    /// <summary>The provider's id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; init; }

    /// <summary>Why it stopped, in the provider's word.</summary>
    public string? StopReason { get; init; }

    /// <summary>The usage, one JSON object as it came.</summary>
    public ReadOnlySpan<byte> Usage { get; init; }
}
