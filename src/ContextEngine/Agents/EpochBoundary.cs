using Pith.Compaction.Epochs;
using Pith.Compaction.Receipts;
using Pith.Events;
using Pith.Models;
using Pith.Providers;
using Pith.Requests;

namespace Pith.Agents;

/// <summary>
/// Decides when an epoch of the loop ends: <see cref="EpochPlanner"/> says so before a request, from what the provider
/// counted, what its cache still holds and what it costs; a refusal for length says so after one.
/// </summary>
/// <param name="maker">Makes the smaller request; null where nothing may leave, so no boundary comes.</param>
/// <param name="answering">The model that is asked next, which may be another each time. Where its window and prices are not known, only what the user set, and refusals, count.</param>
/// <param name="hour">Whether the cache keeps an hour.</param>
/// <param name="options">When it may.</param>
/// <param name="time">Tells whether the cache is cold.</param>
internal sealed class EpochBoundary(BoundaryMaker? maker, Func<string> answering, bool hour, EpochOptions options, TimeProvider time)
{
    /// <summary>Refusals without an answer between them after which it is given up.</summary>
    private const int MostRefusals = 6;

    /// <summary>Boundaries with fewer than <see cref="FewAnswers"/> answers between them after which it is given up.</summary>
    private const int MostQuick = 3;

    private const int FewAnswers = 3, BytesPerToken = 3;

    private ModelFacts _facts;
    private string _answered = "";
    private long _tokens, _before;
    private int _counted, _refused, _calls, _futile, _quick, _answers = FewAnswers;
    private long? _lastAnswer;

    /// <summary>A prompt of the user's: what thrashed before may be tried again.</summary>
    public void Begin() => (_quick, _futile, _answers) = (0, 0, FewAnswers);

    /// <summary>An answer came: what the provider counted is exact for all that was sent.</summary>
    public void Answered(TokenUsage usage, ModelRequest request)
    {
        if (_before > 0)
            _futile = usage.Input > (1 - new EpochPolicy { High = 1 }.LeastGain) * _before ? _futile + 1 : 0;
        (_tokens, _counted, _refused, _before) = (usage.Input + usage.Produced, request.Messages.Count, 0, 0);
        _calls++;
        _answers++;
        _lastAnswer = time.GetTimestamp();
        _answered = answering();
    }

    /// <summary>What must happen before a request: a boundary, which is not made yet, the end of the run because boundaries do not help, or nothing.</summary>
    public (Func<Boundary?>? Due, string? Stop) BeforeAsking(ModelRequest request)
    {
        if (maker is null || !options.IsAutomatic || Decide(request) is not { Move: not EpochMove.Stay } decision)
            return default;
        if (_futile >= new EpochPolicy { High = 1 }.Breaker || _quick >= MostQuick - 1 && _answers < FewAnswers)
            return (null, $"the context fills again as soon as it is compacted ({(_futile > 0 ? $"the last {_futile} boundaries freed less than a quarter" : $"{MostQuick} boundaries within a few answers")}); /context shows what fills it, and /rewind or a new session goes on with less");
        return (() => Made(maker.Within(request, Share(decision, request), "auto", ""), decision), null);
    }

    /// <summary>How a boundary after a refusal is made; null where the words say nothing of length. It makes null where nothing smaller is left.</summary>
    public Func<Boundary?>? AfterRefusal(ModelRequest request, string words) =>
        maker is not null && options.IsAutomatic && _refused++ < MostRefusals && RefusalReader.TryRead(words, out var refusal)
            ? () => Made(maker.After(request, refusal), Weigh(request) with { Reason = "the provider refused the request for its length" })
            : null;

    /// <summary>The boundary that the user asks for: to the low water, and to a half at the most.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="instructions">What the user wants kept.</param>
    public Boundary? Asked(ModelRequest request, string instructions)
    {
        var decision = Weigh(request) with { Reason = "the user asked for it" };
        return Made(maker?.Within(request, Math.Min(0.5, Share(decision, request)), "manual", instructions), decision);
    }

    /// <summary>Tokens that a request would have, by the provider's count so far; 0 where it has not counted yet.</summary>
    public long Expected(ModelRequest request)
    {
        var added = 0L;
        for (var i = _counted; i < request.Messages.Count; i++)
            added += MessageWeight.Of(request.Messages[i].Span);
        return _tokens == 0 ? 0 : _tokens + added / BytesPerToken;
    }

    /// <summary>A boundary was made and is in the log: only now does it count.</summary>
    /// <param name="before">The request that it took the place of.</param>
    public void Taken(ModelRequest before)
    {
        _quick = _answers < FewAnswers ? _quick + 1 : 0;
        (_before, _answers) = (Expected(before), 0);
        (_tokens, _counted) = (0, 0);
    }

    /// <summary>The conversation is another: nothing of it has been counted.</summary>
    public void Replaced() => (_tokens, _counted, _before) = (0, 0, 0);

    /// <summary>Room of the conversation and the answer's head: window less answer; 0 where not known.</summary>
    /// <remarks>A window that the user set below the model's is room for the conversation alone: the answer has the model's.</remarks>
    public int Room(ModelRequest request)
    {
        var whole = Facts.Model?.Window ?? 0;
        var room = whole == 0 ? int.MaxValue : Math.Max(0, whole - request.MaxTokens);
        if (options.Window > 0)
            room = Math.Min(room, options.Window);
        return room == int.MaxValue ? 0 : room;
    }

    private Boundary? Made(Boundary? boundary, in EpochDecision decision) =>
        boundary is null ? null : boundary with { Receipt = boundary.Receipt with { Reason = decision.Reason, Money = Facts.Cache.IsPriced && _tokens > 0 ? ReceiptMoney.Of(Facts.Model!.Name, decision) : null } };

    private EpochDecision? Decide(ModelRequest request) =>
        Room(request) > 0 && _tokens > 0 ? EpochPlanner.Decide(State(request), Policy(request), Facts.Cache) : null;

    private EpochDecision Weigh(ModelRequest request)
    {
        var (state, policy) = (State(request), Policy(request));
        var cold = Facts.Cache.Seconds > 0 && state.IdleSeconds > Facts.Cache.Seconds;
        return EpochPlanner.Weigh(state, Facts.Cache, cold, policy.High > 0 ? (int)(policy.High * policy.LowShare) : state.Context / 2);
    }

    private double Share(in EpochDecision decision, ModelRequest request) => Expected(request) is > 0 and var expected && decision.Target > 0 ? (double)decision.Target / expected : 0.5;

    private EpochPolicy Policy(ModelRequest request) => new() { High = (int)(Math.Min(options.HighShare, new EpochOptions().HighShare) * Room(request)) - Fixed(request) };

    private EpochState State(ModelRequest request) => new()
    {
        Fixed = Fixed(request),
        Context = (int)Math.Max(0, Expected(request) - Fixed(request)),
        Cached = _answered == answering() ? (int)Math.Max(0, _tokens - Fixed(request)) : 0, // what another answered is in no cache of this one
        IdleSeconds = _lastAnswer is { } last ? time.GetElapsedTime(last).TotalSeconds : double.NaN,
        Calls = _calls,
        FutileBoundaries = _futile,
    };

    /// <summary>Window, prices and cache of the model that is asked next.</summary>
    private ModelFacts Facts
    {
        get
        {
            if (answering() is var name && name != _facts.Name)
                _facts = ModelCatalog.TryFind(name, out var model) ? new ModelFacts(name, model, CacheRule.Of(model, hour)) : new ModelFacts(name, null, default);
            return _facts;
        }
    }

    private readonly record struct ModelFacts(string Name, Model? Model, CacheRule Cache);

    /// <summary>System prompt and tools, as nearly as bytes tell.</summary>
    private static int Fixed(ModelRequest request) =>
        (request.Head.System.Sum(s => s.Length) + request.Head.Tools.Sum(t => t.InputSchema.Length + t.Description.Length + t.Name.Length)) / BytesPerToken;
}
