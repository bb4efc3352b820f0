namespace Pith.Providers.Wire;

/// <summary>How long each part of an exchange may take. All are on by default: a stalled stream must end by itself.</summary>
internal readonly record struct Deadlines()
{
    /// <summary>Until a connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the request to the answer's headers, sending included.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the headers to the first bytes.</summary>
    public TimeSpan FirstEvent { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between bytes; a ping counts as a sign of life.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The whole exchange, since a trickle never idles.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromMinutes(30);
}
