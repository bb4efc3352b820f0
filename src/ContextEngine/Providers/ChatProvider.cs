using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Providers.Wire;

namespace Pith.Providers;

/// <summary>A server that speaks Chat Completions: OpenAI's, Ollama, llama.cpp, vLLM, OpenRouter. One answer at a time; conversations that run side by side need one each.</summary>
public sealed class ChatProvider : IModelProvider
{
    private readonly ChatBody _bodies = new();
    private readonly ProviderOptions _options;
    private readonly ModelClient _client;
    private readonly Uri _address;

    /// <summary>Connects nothing yet.</summary>
    public ChatProvider(ProviderOptions options) : this(options, new Deadlines(), new RetryRule { Attempts = options.Attempts }, Random.Shared.NextDouble)
    {
    }

    internal ChatProvider(ProviderOptions options, Deadlines deadlines, RetryRule rule, Func<double> random)
    {
        _options = options;
        _address = Address.Below(options.BaseUrl ?? new Uri("https://api.openai.com/v1"), "chat/completions");
        _client = new ModelClient(HttpSetup.Create(deadlines), deadlines, rule, options.Time, random);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _client.AskAsync(() => _bodies.Write(request), Message, static () => new ChatStream(), cancel);
    }

    private HttpRequestMessage Message(RequestBody body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = body.ToContent() };
        message.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if ((_options.ApiKey ?? _options.AuthToken) is { Length: > 0 } key)
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return message;
    }
}
