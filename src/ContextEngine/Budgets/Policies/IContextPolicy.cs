using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>A rule that makes a context smaller. Deterministic: equal input gives equal output. Used by one thread at a time per call.</summary>
public interface IContextPolicy
{
    /// <summary>The name in reports and on the command line.</summary>
    string Name { get; }

    /// <summary>What it is.</summary>
    PolicyKind Kind { get; }

    /// <summary>When it runs in a live session.</summary>
    ReplayRule Replay { get; }

    /// <summary>Whether a view that overshoots is scored by its newest part alone.</summary>
    bool IsClipped => true;

    /// <summary>Whether a live session gives it the log at every boundary, not what its last view left.</summary>
    bool ReadsLog => false;

    /// <summary>The context for the next call.</summary>
    /// <param name="messages">The conversation so far; what an earlier run left may stand in it.</param>
    /// <param name="budget">Tokens it should take at most.</param>
    Context Compact(IReadOnlyList<Message> messages, int budget);
}
