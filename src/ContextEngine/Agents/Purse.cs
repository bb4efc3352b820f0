using Pith.Agents.SubAgents;
using Pith.Events;
using Pith.Models;
using Pith.Providers;

namespace Pith.Agents;

/// <summary>
/// Holds a run to its limits: before an answer the worst that it can cost is reserved, after it what it did cost is settled.
/// The worst is a prompt that no cache holds and an answer of full length, so the answer's length shrinks with what is left.
/// </summary>
/// <param name="limits">The limits.</param>
/// <param name="models">The models that may answer next; the dearest of them is reserved for.</param>
internal sealed class Purse(AgentLimits limits, Func<IReadOnlyList<string>> models)
{
    private const int LeastAnswer = 256, BytesPerToken = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ModelAccount> _models = new(StringComparer.Ordinal);
    private readonly List<SubAgentAccount> _agents = [];
    private decimal _dollars, _lent;
    private long _lentTokens;
    private bool _isPriced = true;

    public int Turns { get; private set; }

    public TokenUsage Usage { get; private set; }

    public AgentAccount Account
    {
        get
        {
            lock (_gate)
                return new(Turns, Usage, _isPriced && (Turns > 0 || Priced(0).Any()) ? _dollars : null) { Models = [.. _models.Values], Agents = [.. _agents] };
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
        if (limits.Dollars is not { } dollars)
            return null;
        var bytes = request.Messages.Sum(m => MessageWeight.Of(m.Span)) + request.Head.System.Sum(s => (long)s.Length) + request.Head.Tools.Sum(t => (long)t.InputSchema.Length + t.Description.Length);
        var prompt = bytes / BytesPerToken;
        var affordable = Priced(prompt).Select(p => Affordable(p, dollars - _dollars - _lent, prompt)).DefaultIfEmpty(limits.AnswerTokens).Min();
        request.MaxTokens = (int)affordable;
        return affordable >= LeastAnswer ? null : (EndReason.MaxDollars, FormattableString.Invariant($"${_dollars:0.####} of ${dollars:0.##########} are spent, and the next answer could cost more than what is left"));
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

    /// <summary>Settles an answer.</summary>
    /// <param name="usage">What it took.</param>
    /// <param name="answered">The model that gave it, as it calls itself; where that is not known, it is priced as the one that was wanted.</param>
    /// <param name="isTurn">Whether it was a turn of the work; a summary is none.</param>
    public void Settle(TokenUsage usage, string answered, bool isTurn = true)
    {
        var wanted = models()[0];
        var isKnown = ModelCatalog.TryFind(answered, out var model) && model.InputPrice > 0 || ModelCatalog.TryFind(wanted, out model) && model.InputPrice > 0;
        lock (_gate)
        {
            Turns += isTurn ? 1 : 0;
            Add(usage, answered.Length > 0 ? answered : wanted, isKnown ? Price.Of(usage, model!) : null);
        }
    }

    /// <summary>Whether an answer beside the conversation, at its worst, costs no more than what is left.</summary>
    /// <param name="model">The model that would give it.</param>
    /// <param name="bytes">Bytes of its prompt.</param>
    /// <param name="answer">Tokens of its answer at the most.</param>
    public bool Affords(string model, long bytes, int answer)
    {
        lock (_gate)
        {
            if (limits.Tokens is { } tokens && Usage.Input + Usage.Produced + _lentTokens + bytes / BytesPerToken + answer > tokens)
                return false;
            if (limits.Dollars is not { } dollars)
                return true;
            var prompt = bytes / BytesPerToken;
            return ModelCatalog.TryFind(model, out var known) && known.InputPrice > 0 && known.At(prompt) is var prices
                && (prompt * Math.Max(prices.InputPrice, prices.CacheWriteHour) + answer * prices.Output) / 1_000_000 <= dollars - _dollars - _lent;
        }
    }

    /// <summary>Books an answer that was given beside the conversation: it is no turn, but it cost.</summary>
    public void Book(TokenUsage usage, string model)
    {
        var isKnown = ModelCatalog.TryFind(model, out var known) && known.InputPrice > 0;
        lock (_gate)
            Add(usage, model, isKnown ? Price.Of(usage, known!) : null);
    }

    private void Add(TokenUsage usage, string model, decimal? cost)
    {
        Usage += usage;
        _isPriced &= cost is not null;
        _dollars += cost ?? 0;
        var before = _models.GetValueOrDefault(model, new ModelAccount(model, default, cost is null ? null : 0));
        _models[model] = before with { Usage = before.Usage + usage, Dollars = before.Dollars + (cost ?? 0) };
    }

    private decimal Affordable(Model prices, decimal left, long prompt)
    {
        left -= prompt * Math.Max(prices.InputPrice, prices.CacheWriteHour) / 1_000_000;
        return left <= 0 ? 0 : Math.Min(left * 1_000_000 / prices.Output, limits.AnswerTokens);
    }

    /// <summary>The prices of those models that have any, for a prompt of so many tokens.</summary>
    private IEnumerable<Model> Priced(long prompt)
    {
        foreach (var name in models())
            if (ModelCatalog.TryFind(name, out var model) && model.InputPrice > 0)
                yield return model.At(prompt);
    }
}
