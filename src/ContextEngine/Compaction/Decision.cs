namespace Pith.Compaction;

/// <summary>What happens to one block, and why.</summary>
public readonly record struct Decision
{
    /// <summary>Position of the block in the index.</summary>
    public int Block { get; init; }

    /// <summary>The tier that decided; <see cref="Tiers.None"/> where nothing changes.</summary>
    public Tiers Tier { get; init; }

    /// <summary>How the block appears.</summary>
    public Rendering Rendering { get; init; }

    /// <summary>Tokens as it was.</summary>
    public int TokensBefore { get; init; }

    /// <summary>Tokens as it will be.</summary>
    public int TokensAfter { get; init; }

    /// <summary>Why, in a few words; empty where nothing changes.</summary>
    public string Reason { get; init; }

    /// <summary>The text in place of the block's own; empty for <see cref="Rendering.Full"/> and <see cref="Rendering.None"/>.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }
}
