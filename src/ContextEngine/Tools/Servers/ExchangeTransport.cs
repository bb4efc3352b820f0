namespace Pith.Tools.Servers;

/// <summary>A server that lives in the program which drives this one: each message is exchanged for its reply.</summary>
/// <param name="exchange">As <see cref="ServerConfig.Exchange"/> has it.</param>
internal sealed class ExchangeTransport(Func<ReadOnlyMemory<byte>, CancellationToken, Task<ReadOnlyMemory<byte>>> exchange) : IServerTransport
{
    private Action<ReadOnlyMemory<byte>> _received = static _ => { };

    public string LastWords => "";

    public bool AnswersWithSending => true;

    public void Begin(Action<ReadOnlyMemory<byte>> received, Action<string> ended) => _received = received;

    public async Task SendAsync(ReadOnlyMemory<byte> message, MessageFacts facts, CancellationToken cancel)
    {
        try
        {
            var reply = await exchange(message, cancel).ConfigureAwait(false);
            // Programs answer a notification too, with something that is no message.
            if (facts.ExpectsReply)
                _received(reply);
        }
        catch (IOException lost)
        {
            throw new ServerException(lost.Message);
        }
    }

    public void Leave()
    {
    }

    public void Dispose()
    {
    }
}
