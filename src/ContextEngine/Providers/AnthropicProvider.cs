using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Providers.Wire;

namespace Pith.Providers;

/// <summary>The Anthropic Messages API, or a server that speaks it. One answer at a time; conversations that run side by side need one each.</summary>
public sealed class AnthropicProvider : IModelProvider
{
    /// <summary>The version that Anthropic's own servers are asked for; others may know only the older one.</summary>
    private const string Version = "2026-10-21", OldVersion = "2023-06-01";

    private readonly MessagesBody _bodies = new();
    private readonly ProviderOptions _options;
    private readonly ModelClient _client;
    private readonly Uri _address;

    /// <summary>Connects nothing yet.</summary>
    public AnthropicProvider(ProviderOptions options) : this(options, new Deadlines(), new RetryRule { Attempts = options.Attempts }, Random.Shared.NextDouble)
    {
    }

    internal AnthropicProvider(ProviderOptions options, Deadlines deadlines, RetryRule rule, Func<double> random)
    {
        _options = options;
        _address = Address.Below(options.BaseUrl ?? new Uri("https://api.anthropic.com"), "v1/messages");
        _client = new ModelClient(HttpSetup.Create(deadlines), deadlines, rule, options.Time, random);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _client.AskAsync(() => _bodies.Write(request), body => Message(body, request), () => new AnthropicStream(_options.GivesRaw), cancel);
    }

    private HttpRequestMessage Message(RequestBody body, ModelRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = body.ToContent() };
        message.Headers.TryAddWithoutValidation("anthropic-version", _options.Version ?? (_options.BaseUrl is null ? Version : OldVersion));
        if (request.Head.Features.BetasFor(request.Head.Model, request.Messages is [var first, ..] && MessageBytes.IsSummary(first.Span)) is { Length: > 0 } betas)
            message.Headers.TryAddWithoutValidation("anthropic-beta", betas);
        message.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if (_options.ApiKey is { Length: > 0 } key)
            message.Headers.TryAddWithoutValidation("x-api-key", key);
        else if (_options.AuthToken is { Length: > 0 } token)
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return message;
    }
}
