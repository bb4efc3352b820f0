namespace Pith.Compaction;

/// <summary>A decision for every block, and the memory that stands for what is gone. A value: applying it is another's work.</summary>
public sealed class Plan
{
    /// <summary>The policy the plan was made under.</summary>
    public required Policy Policy { get; init; }

    /// <summary>One decision a block, in block order.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>Tokens of all blocks as they were.</summary>
    public long TokensBefore => Decisions.Sum(d => (long)d.TokensBefore);

    /// <summary>What each tier did, in tier order; tiers that changed nothing are left out.</summary>
    public required IReadOnlyList<TierReport> Tiers { get; init; }

    /// <summary>The memory block's text; empty when nothing was collapsed.</summary>
    public ReadOnlyMemory<byte> Memory { get; init; }

    /// <summary>The text of everything the memory stands for; empty when there is none. Its handle is in the memory.</summary>
    public ReadOnlyMemory<byte> History { get; init; }

    /// <summary>The same text with its lines, for those who ask where a block stands in it.</summary>
    internal History? Source { get; init; }

    /// <summary>First line of a block in <see cref="History"/>, from 1; 0 where it is not in it.</summary>
    /// <param name="block">Position in the index.</param>
    public int LineOf(int block) => Source?.LineOf(block) ?? 0;

    /// <summary>Texts whose handles the plan cites; all must be stored before the view is used.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Cited { get; init; }

    /// <summary>Requests that stay verbatim although their exchanges went: the first before the memory, the latest behind it.</summary>
    public required IReadOnlyList<int> Pinned { get; init; }

    /// <summary>Whether reasoning must go: a rewritten prefix invalidates the provider's signatures.</summary>
    public bool Rewritten { get; init; }

    /// <summary>Tokens of the view as planned; the written form is counted exactly by <see cref="Compactor"/>.</summary>
    public required int Tokens { get; init; }

    /// <summary>Whether <see cref="Tokens"/> is within the policy's budget.</summary>
    public bool Fits => Tokens <= Policy.Budget;
}
