namespace Pith.Tools.Servers;

/// <summary>A server of the Model Context Protocol as settings describe it: a command that is started, an address, or a way into the program that drives this one.</summary>
/// <param name="Name">The name it has in settings.</param>
/// <param name="Origin">Where it is written: a file, or a flag.</param>
public sealed record ServerConfig(string Name, string Origin)
{
    /// <summary>The program of a server that is started; null for one with an address.</summary>
    public string? Command { get; init; }

    /// <summary>The program's arguments, without its name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables the program gets besides the harmless ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The address of a server that runs elsewhere; null for one that is started.</summary>
    public Uri? Address { get; init; }

    /// <summary>Headers for every request to the address.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes a message to a server inside the program that drives this one, and brings the reply; throws <see cref="IOException"/> with a sentence where it cannot. Null for other servers.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, Task<ReadOnlyMemory<byte>>>? Exchange { get; init; }

    /// <summary>How long one call may take; null for the usual time.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Whether its tools are declared however many there are.</summary>
    public bool AlwaysLoad { get; init; }

    /// <summary>Why it cannot be used, one sentence; null where nothing is wrong with its description.</summary>
    public string? Problem { get; init; }
}
