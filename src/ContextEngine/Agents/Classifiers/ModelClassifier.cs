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
/// conversation only grows, so that all but the last call comes from the provider's cache; where it gets too long it begins anew, with
/// all that the user said: a "never push" of the first hour counts in the tenth.
/// </summary>
/// <param name="seat">The model.</param>
/// <param name="instructions">System texts that it sees besides its own, UTF-8.</param>
/// <param name="time">Ends its patience.</param>
/// <param name="rules">What settings say to it; null for nothing.</param>
public sealed class ModelClassifier(ModelSeat seat, IReadOnlyList<ReadOnlyMemory<byte>> instructions, TimeProvider time, AutoModeSettings? rules = null) : IDisposable
{
    private readonly ReadOnlyMemory<byte> _task = ClassifierPrompt.Of(rules ?? new AutoModeSettings());
    private const int LongestAnswer = 512, LongestJudged = 20_000, LongestShown = 1_000, LongestConversation = 300_000, LongestWords = 150_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _heard = new(1024); // what it is told with the next call
    private readonly List<byte[]> _words = []; // the user's, of which it was told the first so many
    private ModelRequest? _request;
    private int _told;
    private long _bytes, _wordBytes;
    private bool _isOver, _lacksWords;

    /// <summary>Whether a prompt of so many bytes may be sent for an answer of so many tokens; where not, code's decision stands.</summary>
    public Func<long, int, bool> MayAsk { get; set; } = static (_, _) => true;

    /// <summary>Is told what an answer took.</summary>
    public Action<TokenUsage> Spent { get; set; } = static _ => { };

    /// <summary>Whether a call gives a task away. All that comes of it is decided call by call, so it is never asked about; but what nobody should set out to do may be refused before it begins.</summary>
    public Func<ToolCall, bool> Delegates { get; set; } = static _ => false;

    /// <summary>What the user said.</summary>
    /// <param name="words">UTF-8.</param>
    public void Hear(ReadOnlySpan<byte> words)
    {
        lock (_gate)
        {
            var line = Line("user", Encoding.UTF8.GetString(words), LongestJudged);
            Note(line);
            _words.Add(line);
            _wordBytes += line.Length;
            while (_wordBytes > LongestWords && _words.Count > 1)
            {
                _wordBytes -= _words[0].Length;
                _words.RemoveAt(0);
                _told = Math.Max(_told - 1, 0);
                _lacksWords = true;
            }
        }
    }

    /// <summary>The decision on a call: the model's, where code left it open and the model says something that counts; else the one there was.</summary>
    /// <param name="call">The call.</param>
    /// <param name="found">What code decided. What a rule, a hook or the breaker asks is a person's to answer.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<Decision> JudgeAsync(ToolCall call, Decision found, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(found);
        var input = Encoding.UTF8.GetString(call.Input.Span);
        var isTask = found is { Verdict: Verdict.Allow, Cause: not Cause.Rule } && Delegates(call);
        var isOpen = (isTask || found.Verdict == Verdict.Ask) && found.Cause is not (Cause.Rule or Cause.Breaker or Cause.Hook);
        if (!isOpen || input.Length > LongestJudged)
        {
            lock (_gate)
                Note(Line($"call of {call.Name}", input, LongestShown));
            // Half of a call is another call.
            return isOpen && !isTask ? found with { Reason = $"{found.Reason}; it is too long for {seat.Model} to judge" } : found;
        }

        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var line = Line($"judge this call of {call.Name}", input, LongestJudged);
            if (!MayAsk(ToSend() + line.Length, LongestAnswer))
                return isTask ? found : found with { Reason = $"{found.Reason}; too little is left of the budget for {seat.Model} to judge" };
            var said = await AskAsync(line, cancel).ConfigureAwait(false);
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
            return (_isOver ? _wordBytes : _bytes) + _heard.WrittenCount + _task.Length + instructions.Sum(i => (long)i.Length);
    }

    private async ValueTask<ModelVerdict?> AskAsync(byte[] line, CancellationToken cancel)
    {
        byte[] told;
        lock (_gate)
        {
            Note(line); // here, since calls that are settled come in between: what is judged is the last line
            if (_request is null || _isOver)
                _request = new ModelRequest(new RequestHead { Model = seat.Model, System = [_task, .. instructions], Output = ModelVerdict.Schema }) { MaxTokens = LongestAnswer };
            told = MessageBytes.User(_isOver ? [.. Again(), .. _heard.WrittenSpan] : _heard.WrittenSpan);
            (_bytes, _told, _isOver) = (_isOver ? 0 : _bytes, _words.Count, false);
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
        lock (_gate)
        {
            _bytes += told.Length + kept.Length;
            _isOver |= _bytes > LongestConversation;
        }

        return verdict;
    }

    /// <summary>What a new conversation begins with: that calls are missing, and the words that were told before, each once.</summary>
    private IEnumerable<byte> Again() => _words.Take(_told).Prepend(Line("note", $"this has become too long to be shown whole: earlier calls are left out{(_lacksWords ? ", and the oldest words of the user, so that what they forbade may be missing" : "")}", LongestShown)).SelectMany(static line => line);

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

    /// <summary>Takes a line down for the next question; the gate is held. What is never asked about is not kept without end.</summary>
    private void Note(byte[] line)
    {
        if (_heard.WrittenCount > LongestConversation)
        {
            _heard.ResetWrittenCount();
            (_isOver, _told) = (true, _words.Count);
        }

        _heard.Write(line);
    }

    // One line of JSON each: nothing that is quoted can end its quotes.
    private static byte[] Line(string what, string text, int longest)
    {
        var cut = text.Length > longest ? string.Concat(text.AsSpan(0, longest / 2), " […] ", text.AsSpan(text.Length - longest / 2)) : text;
        var line = new ArrayBufferWriter<byte>(cut.Length + 64);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString(what, cut);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }
}
