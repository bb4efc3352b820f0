using Pith.Agents.SubAgents;
using Pith.Events;
using Pith.Models;
using Pith.Providers;

namespace Pith.Agents;

/// <summary>
/// Holds a run to its limits: before an answer the worst that it can cost is reserved, after it what it did cost is settled.
/// The worst is a prompt that no cache holds and an answer of full length, so the answer's length shrinks with what is left.
/// </summary>
internal sealed class Purse(AgentLimits limits, Model? prices)
{
    private const int LeastAnswer = 256, BytesPerToken = 3;

    private readonly Lock _gate = new();
    private readonly List<SubAgentAccount> _agents = [];
    private decimal _dollars, _lent;
    private long _lentTokens;

    public int Turns { get; private set; }

    public TokenUsage Usage { get; private set; }

    public AgentAccount Account
    {
        get
        {
            lock (_gate)
                return new(Turns, Usage, prices is null ? null : _dollars) { Agents = [.. _agents] };
        }
    }

    /// <summary>Reserves the next answer; sets its length. Null when it may be asked for.</summary>
    public (EndReason Reason, string Sentence)? Reserve(ModelRequest request)
    {
        request.MaxTokens = limits.AnswerTokens;
        if (Turns >= limits.Turns)
            return (EndReason.MaxTurns, $"the limit of {limits.Turns} turns is reached");
        if (limits.Tokens is { } tokens && Usage.Input + Usage.Produced >= tokens)
            return (EndReason.MaxTokens, $"the limit of {tokens} tokens is reached");
        if (limits.Dollars is not { } dollars || prices is null)
            return null;
        var bytes = request.Messages.Sum(m => (long)m.Length) + request.Head.System.Sum(s => (long)s.Length) + request.Head.Tools.Sum(t => (long)t.InputSchema.Length + t.Description.Length);
        var left = dollars - _dollars - bytes / BytesPerToken * Math.Max(prices.InputPrice, prices.CacheWriteHour) / 1_000_000;
        var affordable = left <= 0 ? 0 : Math.Min(left * 1_000_000 / prices.Output, limits.AnswerTokens);
        request.MaxTokens = (int)affordable;
        return affordable >= LeastAnswer ? null : (EndReason.MaxDollars, FormattableString.Invariant($"${_dollars:0.####} of ${dollars:0.####} are spent, and the next answer could cost more than what is left"));
    }

    /// <summary>
    /// Sets aside half of what is left for a sub-agent, so that several that start at once cannot spend it twice, and
    /// something stays to go on with. Until it is settled nobody else has it.
    /// </summary>
    /// <param name="own">The sub-agent's own limits.</param>
    public AgentLimits Allot(AgentLimits own)
    {
        lock (_gate)
        {
            decimal? dollars = limits.Dollars is { } most ? Math.Max(0, (most - _dollars - _lent) / 2) : null;
            long? tokens = limits.Tokens is { } many ? Math.Max(0, (many - Usage.Input - Usage.Produced - _lentTokens) / 2) : null;
            _lent += dollars ?? 0;
            _lentTokens += tokens ?? 0;
            return own with { Dollars = dollars, Tokens = tokens, AnswerTokens = limits.AnswerTokens };
        }
    }

    /// <summary>Takes back what a sub-agent was given, and books what it took.</summary>
    public void Settle(AgentLimits allotted, SubAgentAccount account)
    {
        lock (_gate)
        {
            _lent -= allotted.Dollars ?? 0;
            _lentTokens -= allotted.Tokens ?? 0;
            Usage += account.Account.Usage;
            _dollars += account.Account.Dollars ?? 0;
            if (account.Account.Turns > 0)
                _agents.Add(account);
        }
    }

    public void Settle(TokenUsage usage)
    {
        Turns++;
        Usage += usage;
        if (prices is not null)
            _dollars += (usage.Fresh * prices.InputPrice + usage.CacheWrite5m * prices.CacheWrite + usage.CacheWrite1h * prices.CacheWriteHour
                + usage.CacheRead * prices.CacheRead + usage.Produced * prices.Output) / 1_000_000;
    }
}
