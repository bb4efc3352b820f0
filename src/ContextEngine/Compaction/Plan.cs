namespace Pith.Compaction;

/// <summary>
/// A decision for every block, and the memory that stands for what is gone: applying it is another's work. It reads what the
/// index and the <see cref="PlanMemory"/> hold, so it is valid until the index takes a record or the memory makes its next plan.
/// </summary>
public sealed class Plan
{
    internal Plan()
    {
    }

    /// <summary>The policy the plan was made under.</summary>
    public Policy Policy { get; internal set; }

    /// <summary>One decision a block, in block order.</summary>
    public IReadOnlyList<Decision> Decisions { get; internal set; } = [];

    /// <summary>Tokens of all blocks as they were.</summary>
    public long TokensBefore
    {
        get
        {
            var tokens = 0L;
            for (var i = 0; i < Decisions.Count; i++)
                tokens += Decisions[i].TokensBefore;
            return tokens;
        }
    }

    /// <summary>What each tier did, in tier order; tiers that changed nothing are left out.</summary>
    public IReadOnlyList<TierReport> Tiers { get; internal set; } = [];

    /// <summary>The memory block's text; empty when nothing was collapsed.</summary>
    public ReadOnlyMemory<byte> Memory { get; internal set; }

    /// <summary>The text of everything the memory stands for; empty when there is none. Its handle is in the memory.</summary>
    public ReadOnlyMemory<byte> History { get; internal set; }

    /// <summary>The same text with its lines, for those who ask where a block stands in it.</summary>
    internal History? Source { get; set; }

    /// <summary>First line of a block in <see cref="History"/>, from 1; 0 where it is not in it.</summary>
    /// <param name="block">Position in the index.</param>
    public int LineOf(int block) => Source?.LineOf(block) ?? 0;

    /// <summary>Texts whose handles the plan cites; all must be stored before the view is used.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Cited { get; internal set; } = [];

    /// <summary>Requests that stay verbatim although their exchanges went: the first before the memory, the latest behind it.</summary>
    public IReadOnlyList<int> Pinned { get; internal set; } = [];

    /// <summary>Whether reasoning must go: a rewritten prefix invalidates the provider's signatures.</summary>
    public bool Rewritten { get; internal set; }

    /// <summary>Tokens of the view as planned; the written form is counted exactly by <see cref="Compactor"/>.</summary>
    public int Tokens { get; internal set; }

    /// <summary>Whether <see cref="Tokens"/> is within the policy's budget.</summary>
    public bool Fits => Tokens <= Policy.Budget;
}
