using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Providers.Wire;

namespace Pith.Providers;

/// <summary>A server that speaks Chat Completions: OpenAI's, Ollama, llama.cpp, vLLM, OpenRouter. One answer at a time; conversations that run side by side need one each.</summary>
public sealed class ChatProvider : IModelProvider
{
    private readonly ChatBody _bodies = new();
    private readonly OpenAiClient _client;

    /// <summary>Connects nothing yet.</summary>
    public ChatProvider(ProviderOptions options) : this(options, new Deadlines(), new RetryRule { Attempts = options.Attempts }, Random.Shared.NextDouble)
    {
    }

    internal ChatProvider(ProviderOptions options, Deadlines deadlines, RetryRule rule, Func<double> random) =>
        _client = new OpenAiClient(options, "chat/completions", deadlines, rule, random);

    /// <inheritdoc/>
    public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _client.AskAsync(() => _bodies.Write(request), static () => new ChatStream(), cancel);
    }
}
