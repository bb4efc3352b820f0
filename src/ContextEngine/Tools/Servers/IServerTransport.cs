namespace Pith.Tools.Servers;

/// <summary>How messages reach a server and come back: the pipes of a child, or requests to an address.</summary>
internal interface IServerTransport : IDisposable
{
    /// <summary>Bytes of the longest message. Results of megabytes are common enough, and go to the store; a longer one is passed over.</summary>
    const int MostMessage = 64 << 20;

    /// <summary>Begins. Both are called from any thread.</summary>
    /// <param name="received">Given every message that comes, one JSON value; it keeps nothing of it.</param>
    /// <param name="tooLong">Given the beginning of a message that was too long, and is lost.</param>
    /// <param name="ended">Told once, with a sentence, when no message can come any more.</param>
    void Begin(Action<ReadOnlyMemory<byte>> received, Action<ReadOnlyMemory<byte>> tooLong, Action<string> ended);

    /// <summary>Sends one message. Throws <see cref="ServerException"/> where that fails.</summary>
    /// <param name="message">One JSON object, without line feeds.</param>
    /// <param name="facts">What the transport has to know of it.</param>
    /// <param name="cancel">Gives up.</param>
    Task SendAsync(ReadOnlyMemory<byte> message, MessageFacts facts, CancellationToken cancel);

    /// <summary>Whether the reply to a message comes before its sending ends, or never.</summary>
    bool AnswersWithSending { get; }

    /// <summary>What the server last wrote to its log, for the sentence about a failure; empty where it has none.</summary>
    string LastWords { get; }

    /// <summary>Asks the server to leave, without waiting for it; disposing waits.</summary>
    void Leave();
}
