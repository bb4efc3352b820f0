using Pith.Budgets.Needs;

namespace Pith.Budgets.Recordings;

/// <summary>
/// One message, of the recording or of a view that a policy returns. Immutable, so that a message a policy keeps is the
/// same object and is read only once.
/// </summary>
public sealed class Message
{
    /// <summary>What wrapping a message costs, in tokens.</summary>
    public const int Wrapping = 4;

    private Reading? _reading;

    /// <summary>A message.</summary>
    /// <param name="speaker">Who speaks.</param>
    /// <param name="text">Its words, or the result.</param>
    /// <param name="calls">The calls an assistant makes; empty elsewhere.</param>
    /// <param name="answers">The call a result belongs to; null elsewhere.</param>
    public Message(Speaker speaker, string text, IReadOnlyList<ToolCall>? calls = null, ToolCall? answers = null)
    {
        (Speaker, Text, Calls, Answers) = (speaker, text, calls ?? [], answers);
        Tokens = CharTokens.Of(text) + Calls.Sum(c => c.Tokens) + Wrapping;
    }

    /// <summary>Who speaks.</summary>
    public Speaker Speaker { get; }

    /// <summary>Words, or the result.</summary>
    public string Text { get; }

    /// <summary>Calls that follow the words.</summary>
    public IReadOnlyList<ToolCall> Calls { get; }

    /// <summary>The call that a result answers; null where the recording has none.</summary>
    public ToolCall? Answers { get; }

    /// <summary>Whether a result reports failure.</summary>
    public bool IsError { get; init; }

    /// <summary>Whether a person asks for something here.</summary>
    public bool IsRequest { get; init; }

    /// <summary>When it was recorded, in seconds of any one clock; NaN where unknown.</summary>
    public double Seconds { get; init; } = double.NaN;

    /// <summary>What the harness showed the model just before: supplied again, though no part of the conversation.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Tokens of text, calls and wrapping.</summary>
    public int Tokens { get; }

    /// <summary>What stands in the text; made once. Calls have readings of their own.</summary>
    internal Reading Reading => _reading ??= Reading.OfText(Text, Answers?.Reading.Paths ?? []);

    /// <summary>The same message with another text.</summary>
    /// <param name="text">In place of <see cref="Text"/>.</param>
    public Message WithText(string text) =>
        new(Speaker, text, Calls, Answers) { IsError = IsError, IsRequest = IsRequest, Seconds = Seconds };

    /// <summary>Whether a provider's cache would take it for the same.</summary>
    /// <param name="other">Another message.</param>
    public bool IsSameAs(Message other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (Speaker != other.Speaker || Calls.Count != other.Calls.Count || Answers?.Id != other.Answers?.Id || Text != other.Text)
            return false;
        for (var i = 0; i < Calls.Count; i++)
            if (Calls[i].Id != other.Calls[i].Id || Calls[i].Name != other.Calls[i].Name || Calls[i].Arguments != other.Calls[i].Arguments)
                return false;
        return true;
    }
}
