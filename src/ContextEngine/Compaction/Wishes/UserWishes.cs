using Pith.Conversations;

namespace Pith.Compaction.Wishes;

/// <summary>What the user wants a compaction to keep, on top of what it keeps anyway.</summary>
public sealed record UserWishes
{
    /// <summary>No wish.</summary>
    public static UserWishes None { get; } = new();

    /// <summary>What stays verbatim, whatever happens.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];

    /// <summary>Words of the user; what they name is kept with priority.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>The pins that a conversation has nothing for: they keep nothing, and somebody should hear of it. Costs one pass a pin.</summary>
    public IEnumerable<Pin> Idle(ContextIndex index) => PinnedPassages.Idle(index, Pins);
}
