namespace Pith.Providers;

/// <summary>
/// What a model is asked, over a whole epoch: a head that stays and messages that are only ever appended. Messages are
/// kept as the raw bytes of the Messages API, whichever provider they go to, so that an answer is sent back as it came.
/// </summary>
/// <param name="head">What comes before the messages.</param>
public sealed class ModelRequest(RequestHead head)
{
    private readonly List<ReadOnlyMemory<byte>> _messages = [];

    /// <summary>What comes before the messages.</summary>
    public RequestHead Head { get; } = head;

    /// <summary>Most tokens of the next answer. May change between requests: no cache and no signature depends on it.</summary>
    public int MaxTokens { get; set; } = 32_000;

    /// <summary>The messages so far, each one JSON object.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Messages => _messages;

    /// <summary>Holds every request of the epoch to the bytes of the one before.</summary>
    public PrefixGuard Guard { get; } = new();

    /// <summary>Appends a message; see <see cref="MessageBytes"/>. The bytes must never change again.</summary>
    public void Append(ReadOnlyMemory<byte> message) => _messages.Add(message);
}
