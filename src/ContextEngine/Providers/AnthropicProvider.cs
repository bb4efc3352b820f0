using System.Runtime.CompilerServices;
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
        return _options is { KeyHelper: { } helper, ApiKey: null, AuthToken: null } ? HelpedAsync(helper, request, cancel) : AskAsync(request, null, cancel);
    }

    private IAsyncEnumerable<ModelEvent> AskAsync(ModelRequest request, string? helped, CancellationToken cancel) =>
        _client.AskAsync(() => _bodies.Write(request), body => Message(body, request, helped), () => new AnthropicStream(_options.GivesRaw), cancel);

    /// <summary>Asks with a key that is fetched; with one refused, once more with another.</summary>
    private async IAsyncEnumerable<ModelEvent> HelpedAsync(Func<bool, CancellationToken, Task<string>> helper, ModelRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var isRefused = false;
        do
        {
            var (key, why) = await FetchAsync(helper, isRefused, cancel).ConfigureAwait(false);
            if (key is null)
            {
                yield return new ModelEvent.Failed(FaultKind.Authentication, why, 0);
                yield break;
            }

            var isSecond = isRefused;
            isRefused = false;
            await foreach (var found in AskAsync(request, key, cancel).ConfigureAwait(false))
            {
                isRefused = !isSecond && found is ModelEvent.Failed { Kind: FaultKind.Authentication };
                if (isRefused)
                    break;
                yield return found;
            }
        }
        while (isRefused);
    }

    private static async Task<(string? Key, string Why)> FetchAsync(Func<bool, CancellationToken, Task<string>> helper, bool isAnew, CancellationToken cancel)
    {
        try
        {
            return (await helper(isAnew, cancel).ConfigureAwait(false), "");
        }
        catch (IOException none)
        {
            return (null, none.Message);
        }
    }

    private HttpRequestMessage Message(RequestBody body, ModelRequest request, string? helped)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = body.ToContent() };
        message.Headers.TryAddWithoutValidation("anthropic-version", _options.Version ?? (_options.BaseUrl is null ? Version : OldVersion));
        if (request.Head.Features.BetasFor(request.Head.Model, request.Messages is [var first, ..] && MessageBytes.IsSummary(first.Span)) is { Length: > 0 } betas)
            message.Headers.TryAddWithoutValidation("anthropic-beta", betas);
        message.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if ((helped ?? _options.ApiKey) is { Length: > 0 } key)
            message.Headers.TryAddWithoutValidation("x-api-key", key);
        if (helped is not null || _options.ApiKey is not { Length: > 0 } && _options.AuthToken is { Length: > 0 })
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {helped ?? _options.AuthToken}");
        return message;
    }
}
