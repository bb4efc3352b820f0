using Pith.Events;

namespace Pith.Providers.Wire;

/// <summary>When an attempt is repeated, and after how long. There is one owner of retries, and this is its rule.</summary>
internal readonly record struct RetryRule()
{
    private const int EqualFaults = 3;

    /// <summary>Attempts in all.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The first wait is a random part of this, and each further one of twice as much.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait of our own choosing.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(32);

    /// <summary>The longest wait that a provider may ask for; beyond it the person is told instead.</summary>
    public TimeSpan LongestAsked { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait after a failure, or null when it is final.</summary>
    /// <param name="faults">The failures so far, the newest last.</param>
    /// <param name="asked">The provider's <c>Retry-After</c>.</param>
    /// <param name="random">From 0 to 1: a crowd of clients must not come back together.</param>
    public TimeSpan? DelayAfter(IReadOnlyList<ModelEvent.Failed> faults, TimeSpan? asked, double random)
    {
        if (faults.Count >= Attempts || !MayPass(faults[^1].Kind) || asked > LongestAsked || IsStuck(faults))
            return null;
        var ceiling = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, faults.Count - 1));
        var own = TimeSpan.FromSeconds(ceiling * random);
        return asked is { } wanted ? wanted + own : own;
    }

    private static bool MayPass(FaultKind kind) => kind is FaultKind.RateLimited or FaultKind.Overloaded or FaultKind.Server
        or FaultKind.Transport or FaultKind.Deadline or FaultKind.Truncated or FaultKind.Malformed;

    /// <summary>The breaker: load passes, but an answer that is broken in the same way three times will be broken again.</summary>
    private static bool IsStuck(IReadOnlyList<ModelEvent.Failed> faults)
    {
        if (faults.Count < EqualFaults || faults[^1].Kind is FaultKind.RateLimited or FaultKind.Overloaded or FaultKind.Transport)
            return false;
        for (var i = faults.Count - EqualFaults; i < faults.Count; i++)
            if (faults[i] != faults[^1])
                return false;
        return true;
    }
}
