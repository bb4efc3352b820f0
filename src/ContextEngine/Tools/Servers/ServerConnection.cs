using System.Globalization;
using System.Text.Json;
using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>JSON-RPC over a transport: requests and their replies, in any order, with a deadline each; what a server asks of us is answered or declined.</summary>
internal sealed class ServerConnection : IDisposable
{
    /// <summary>Versions of the protocol: with a handshake, and the one without, where every request says what it is.</summary>
    public const string WithHandshake = "2025-11-25", Stateless = "2026-07-28";

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly IServerTransport _transport;
    private readonly ServerReplies _replies = new();
    private readonly ServerNoise _noise = new();

    /// <param name="transport">Owned from now on.</param>
    /// <param name="product">Our version, for the server.</param>
    /// <param name="folder">The folder that is worked in: what a server is told when it asks for roots.</param>
    public ServerConnection(IServerTransport transport, string product, string folder)
    {
        (_transport, Messages) = (transport, new ServerMessages(product, folder));
        transport.Begin(Take, Lose, _replies.End);
    }

    /// <summary>The bytes of what is said.</summary>
    public ServerMessages Messages { get; }

    /// <summary>The version that was agreed on; empty before.</summary>
    public string Version { get; set; } = "";

    /// <summary>Whether no reply can come any more.</summary>
    public bool IsGone => _replies.Ended is not null;

    /// <summary>What the server last wrote to its log.</summary>
    public string LastWords => _transport.LastWords;

    /// <summary>Called when the server says that its tools have changed.</summary>
    public Action ToolsChanged { get; set; } = static () => { };

    /// <summary>Asks, and gives the result. Throws <see cref="ServerException"/> for every failure, and <see cref="OperationCanceledException"/> when given up; the server is told of both.</summary>
    public async Task<JsonElement> AskAsync(string method, string subject, Action<Utf8JsonWriter> write, TimeSpan patience, CancellationToken cancel)
    {
        var (id, reply) = _replies.Expect();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            if (_replies.Ended is { } how)
                throw new ServerException(how) { IsGone = true };
            var sending = _transport.SendAsync(Messages.Ask(id, method, Version, write), new MessageFacts(method, subject, Version, ExpectsReply: true), limit.Token);
            var first = await Task.WhenAny(sending, reply.WaitAsync(limit.Token)).ConfigureAwait(false);
            // A server that left says how a moment after its pipe broke.
            if (sending is { IsFaulted: true, Exception.InnerException: ServerException { IsGone: true, IsForgotten: false } })
                return await reply.WaitAsync(Farewell, limit.Token).ConfigureAwait(false);
            await first.ConfigureAwait(false);
            if (_transport.AnswersWithSending && first == sending && !reply.IsCompleted)
                throw new ServerException($"its stream ended without an answer to {method}") { IsGone = true };
            return await reply.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The protocol forbids to cancel the greeting.
            if (method != "initialize")
                Notify("notifications/cancelled", json => json.WriteNumber("requestId", id));
            cancel.ThrowIfCancellationRequested();
            throw new ServerException(string.Create(CultureInfo.InvariantCulture, $"it did not answer {method} within {patience.TotalSeconds:0.###} s"));
        }
        catch (TimeoutException)
        {
            throw new ServerException("it no longer takes messages") { IsGone = true };
        }
        finally
        {
            _replies.Forget(id);
            // A stream that is left open behind the reply would be read for ever.
            await limit.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends a notification; whether it arrives nobody learns.</summary>
    public void Notify(string method, Action<Utf8JsonWriter> write) => _ = SendQuietlyAsync(Messages.Ask(null, method, Version, write), new MessageFacts(method, "", Version, ExpectsReply: false));

    /// <summary>Asks the server to leave, without waiting.</summary>
    public void Leave() => _transport.Leave();

    public void Dispose() => _transport.Dispose();

    private void Take(ReadOnlyMemory<byte> message)
    {
        var isMessage = false;
        try
        {
            using var document = ForeignJson.Parse(message);
            // A batch, which one version of the protocol knew.
            if (document.RootElement.ValueKind == JsonValueKind.Array)
                foreach (var element in document.RootElement.EnumerateArray())
                    isMessage |= Take(element);
            else
                isMessage = Take(document.RootElement);
        }
        catch (Exception noise) when (noise is JsonException or InvalidOperationException or FormatException)
        {
            // Servers print their greetings where only messages belong; what is none is passed over.
        }

        if (isMessage)
            _noise.Forget();
        else
            Pass(message.Length);
    }

    /// <summary>Passes over what is no message; who says nothing else is not waited for.</summary>
    private void Pass(int bytes)
    {
        if (!_noise.IsTooMuch(bytes, out var sentence) || IsGone)
            return;
        _replies.End(sentence);
        _transport.Leave();
    }

    /// <summary>Takes one message; false where it is none.</summary>
    private bool Take(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return false;
        if (!message.TryGetProperty("method", out var method))
            return _replies.Take(message);
        if (message.TryGetProperty("id", out var id))
            _ = SendQuietlyAsync(Messages.Answer(id, message.Word("method") ?? ""), new MessageFacts("", "", Version, ExpectsReply: false));
        else if (method.ValueEquals("notifications/tools/list_changed"))
            ToolsChanged();
        return true;
    }

    /// <summary>A message that was too long.</summary>
    private void Lose(ReadOnlyMemory<byte> beginning)
    {
        Pass(IServerTransport.MostMessage);
        if (!beginning.IsEmpty) // else the same line, further on
            _replies.Lose(beginning.Span);
    }

    private async Task SendQuietlyAsync(byte[] message, MessageFacts facts)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await _transport.SendAsync(message, facts, limit.Token).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is ServerException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for it; the next request tells what is wrong.
        }
    }
}
