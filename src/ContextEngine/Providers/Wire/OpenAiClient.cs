using Pith.Events;
using Pith.Providers.Streaming;

namespace Pith.Providers.Wire;

/// <summary>One of the addresses of a server that follows OpenAI: where requests go, and by whose key.</summary>
internal sealed class OpenAiClient(ProviderOptions options, string path, Deadlines deadlines, RetryRule rule, Func<double> random)
{
    private readonly ModelClient _client = new(HttpSetup.Create(deadlines), deadlines, rule, options.Time, random);
    private readonly Uri _address = Address.Below(options.BaseUrl ?? new Uri("https://api.openai.com/v1"), path);

    /// <summary>Asks until an answer is whole or a failure final.</summary>
    public IAsyncEnumerable<ModelEvent> AskAsync(Func<(RequestBody? Body, ModelEvent.Failed? Broken)> body, Func<IStreamDecoder> decode, CancellationToken cancel) =>
        _client.AskAsync(body, Message, decode, cancel);

    private HttpRequestMessage Message(RequestBody body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = body.ToContent() };
        message.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if ((options.ApiKey ?? options.AuthToken) is { Length: > 0 } key)
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return message;
    }
}
