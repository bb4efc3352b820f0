using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Events;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Providers;
using Pith.Tools;

namespace Pith.Agents.Classifiers;

/// <summary>
/// The classifier of mode auto by a model: what code leaves open is put to it. It sees what the user said, the calls and the
/// instructions that nobody else can write; never what a tool gave back nor what the agent says, so that neither can argue. Its
/// conversation only grows, so that all but the last call comes from the provider's cache.
/// </summary>
/// <param name="seat">The model.</param>
/// <param name="instructions">System texts that it sees besides its own, UTF-8.</param>
/// <param name="time">Ends its patience.</param>
/// <param name="rules">What settings say to it; null for nothing.</param>
public sealed class ModelClassifier(ModelSeat seat, IReadOnlyList<ReadOnlyMemory<byte>> instructions, TimeProvider time, AutoModeSettings? rules = null) : IDisposable
{
    private readonly ReadOnlyMemory<byte> _task = ClassifierPrompt.Of(rules ?? new AutoModeSettings());
    private const int LongestAnswer = 512, LongestJudged = 20_000, LongestShown = 1_000, LongestConversation = 300_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _heard = new(1024);
    private ModelRequest? _request;
    private long _bytes;

    /// <summary>Whether a prompt of so many bytes may be sent for an answer of so many tokens; where not, code's decision stands.</summary>
    public Func<long, int, bool> MayAsk { get; set; } = static (_, _) => true;

    /// <summary>Is told what an answer took.</summary>
    public Action<TokenUsage> Spent { get; set; } = static _ => { };

    /// <summary>Whether a call gives a task away. All that comes of it is decided call by call, so it is never asked about; but what nobody should set out to do may be refused before it begins.</summary>
    public Func<ToolCall, bool> Delegates { get; set; } = static _ => false;

    /// <summary>What the user said.</summary>
    /// <param name="words">UTF-8.</param>
    public void Hear(ReadOnlySpan<byte> words) => Note("user", Encoding.UTF8.GetString(words), LongestJudged);

    /// <summary>The decision on a call: the model's, where code left it open and the model says something that counts; else the one there was.</summary>
    /// <param name="call">The call.</param>
    /// <param name="found">What code decided. What a rule, a hook or the breaker asks is a person's to answer.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<Decision> JudgeAsync(ToolCall call, Decision found, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(found);
        var input = Encoding.UTF8.GetString(call.Input.Span);
        var isTask = found is { Verdict: Verdict.Allow, Cause: not Cause.Rule } && Delegates(call);
        if (!isTask && found.Verdict != Verdict.Ask || found.Cause is Cause.Rule or Cause.Breaker or Cause.Hook)
        {
            Note($"call of {call.Name}", input, LongestShown);
            return found;
        }

        // Half of a call is another call.
        if (input.Length > LongestJudged)
        {
            Note($"call of {call.Name}", input, LongestShown);
            return isTask ? found : found with { Reason = $"{found.Reason}; it is too long for {seat.Model} to judge" };
        }

        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            Note($"judge this call of {call.Name}", input, LongestJudged);
            if (!MayAsk(ToSend(), LongestAnswer))
                return isTask ? found : found with { Reason = $"{found.Reason}; too little is left of the budget for {seat.Model} to judge" };
            var said = await AskAsync(cancel).ConfigureAwait(false);
            return isTask && said is not { Verdict: Verdict.Deny } ? found : Settled(found, said);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Decision Settled(Decision found, ModelVerdict? said) => said switch
    {
        null => found with { Reason = $"{found.Reason}; {seat.Model} gave no verdict" },
        { Verdict: Verdict.Ask } asks => found with { Reason = $"{found.Reason}; {seat.Model} leaves it to you: {asks.Reason}" },
        { } decided => found with { Verdict = decided.Verdict, Cause = Cause.Classifier, Reason = $"{seat.Model} {(decided.Verdict == Verdict.Allow ? "allows" : "refuses")} it: {decided.Reason}" },
    };

    private long ToSend()
    {
        lock (_gate)
            return (_bytes > LongestConversation ? 0 : _bytes) + _heard.WrittenCount + _task.Length + instructions.Sum(i => (long)i.Length);
    }

    private async ValueTask<ModelVerdict?> AskAsync(CancellationToken cancel)
    {
        if (_request is null || _bytes > LongestConversation)
            (_request, _bytes) = (new ModelRequest(new RequestHead { Model = seat.Model, System = [_task, .. instructions], Output = ModelVerdict.Schema }) { MaxTokens = LongestAnswer }, 0);
        byte[] told;
        lock (_gate)
        {
            told = MessageBytes.User(_heard.WrittenSpan);
            _heard.ResetWrittenCount();
        }

        _request.Append(told);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        var answer = await AnswerAsync(_request, either.Token).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        var verdict = answer is null ? null : ModelVerdict.Of(answer.Value);
        // An answer must follow in any case; one that was none must not be an example.
        var kept = verdict is null ? "{\"verdict\":\"ask\",\"reason\":\"\"}"u8.ToArray() : answer!.Value;
        _request.Append(MessageBytes.Assistant([MessageBytes.TextBlock(kept.Span)]));
        _bytes += told.Length + kept.Length;
        return verdict;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> AnswerAsync(ModelRequest request, CancellationToken cancel)
    {
        try
        {
            var (text, failure) = await ModelText.AskAsync(seat.Provider, request, cancel, Spent).ConfigureAwait(false);
            return failure is null ? text : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // One line of JSON each: nothing that is quoted can end its quotes.
    private void Note(string what, string text, int longest)
    {
        var cut = text.Length > longest ? string.Concat(text.AsSpan(0, longest / 2), " […] ", text.AsSpan(text.Length - longest / 2)) : text;
        lock (_gate)
        {
            using (var json = new Utf8JsonWriter(_heard))
            {
                json.WriteStartObject();
                json.WriteString(what, cut);
                json.WriteEndObject();
            }

            _heard.Write("\n"u8);
        }
    }
}
