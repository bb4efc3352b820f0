using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>What the provider reported over a file: one entry an API message, however many records repeat it.</summary>
public sealed class UsageTally
{
    private readonly Dictionary<int, Usage> _byMessage = [];
    private Usage _unnamed;
    private int _unnamedCalls;

    /// <summary>Calls with a report.</summary>
    public int Calls => _byMessage.Count + _unnamedCalls;

    /// <summary>Largest context that a call saw, in the provider's tokens.</summary>
    public long PeakContext { get; private set; }

    /// <summary>Sum over all calls.</summary>
    public Usage Total
    {
        get
        {
            var total = _unnamed;
            foreach (var usage in _byMessage.Values)
                total = Sum(total, usage);
            return total;
        }
    }

    /// <summary>Adds a report. Repeats of one message keep the largest output: early records hold a placeholder.</summary>
    internal void Add(int messageId, Usage usage)
    {
        if (usage.IsEmpty)
            return;
        PeakContext = Math.Max(PeakContext, usage.Context);
        if (messageId < 0)
        {
            _unnamed = Sum(_unnamed, usage);
            _unnamedCalls++;
        }
        else if (!_byMessage.TryGetValue(messageId, out var known) || usage.Output >= known.Output)
            _byMessage[messageId] = usage;
    }

    private static Usage Sum(Usage a, Usage b) =>
        new(a.Input + b.Input, a.CacheWrite + b.CacheWrite, a.CacheRead + b.CacheRead, a.Output + b.Output);
}
