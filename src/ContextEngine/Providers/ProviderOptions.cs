namespace Pith.Providers;

/// <summary>Where a provider is and how to be let in.</summary>
public sealed record ProviderOptions
{
    /// <summary>The address below which the API lies, without a query; null for the provider's own.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The key, sent as <c>x-api-key</c> to Anthropic and as a bearer token to others.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A token that is always sent as <c>Authorization: Bearer</c>; used where there is no key.</summary>
    public string? AuthToken { get; init; }

    /// <summary>
    /// Gives a key where there is neither of these, for Anthropic alone, which is sent it both ways: asked before each answer, and with
    /// true for another where one was refused. Throws an <see cref="IOException"/> that says why it has none.
    /// </summary>
    public Func<bool, CancellationToken, Task<string>>? KeyHelper { get; init; }

    /// <summary>The version of the Messages API that is asked for; null takes the current one at Anthropic's own address and 2023-06-01 elsewhere.</summary>
    public string? Version { get; init; }

    /// <summary>Whether events are given as they came, too; only the Messages API's are. See <see cref="Pith.Events.ModelEvent.Received"/>.</summary>
    public bool GivesRaw { get; init; }

    /// <summary>Attempts at an answer before it fails for good; fewer where another model waits.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Clock of deadlines and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
