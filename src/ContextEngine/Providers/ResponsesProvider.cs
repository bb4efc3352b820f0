using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Providers.Wire;

namespace Pith.Providers;

/// <summary>A server that speaks OpenAI's Responses API, without state there: every request carries the whole conversation. One answer at a time; conversations that run side by side need one each.</summary>
public sealed class ResponsesProvider : IModelProvider
{
    private readonly ResponsesBody _bodies = new();
    private readonly OpenAiClient _client;

    /// <summary>Connects nothing yet.</summary>
    public ResponsesProvider(ProviderOptions options) : this(options, new Deadlines(), new RetryRule { Attempts = options.Attempts }, Random.Shared.NextDouble)
    {
    }

    internal ResponsesProvider(ProviderOptions options, Deadlines deadlines, RetryRule rule, Func<double> random) =>
        _client = new OpenAiClient(options, "responses", deadlines, rule, random);

    /// <inheritdoc/>
    public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _client.AskAsync(() => _bodies.Write(request), static () => new ResponsesStream(), cancel);
    }
}
