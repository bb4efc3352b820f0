namespace Pith.Hooks;

/// <summary>What hooks are run with and told always.</summary>
public sealed record HookOptions
{
    /// <summary>The session's id, which a rewind changes.</summary>
    public Func<string> Session { get; init; } = static () => "";

    /// <summary>The session's file, which a rewind changes; empty where nothing is kept.</summary>
    public Func<string> Transcript { get; init; } = static () => "";

    /// <summary>Names the prompt that is worked on; null before the first.</summary>
    public Func<string?> Prompt { get; init; } = static () => null;

    /// <summary>Where the agent's next command would start; null for <see cref="Folder"/>.</summary>
    public Func<string?> Place { get; init; } = static () => null;

    /// <summary>A variable as commands have it, for hooks that set others by it.</summary>
    public Func<string, string?> Known { get; init; } = static _ => null;

    /// <summary>The folder hooks start in, and <c>CLAUDE_PROJECT_DIR</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>The home folder, or null.</summary>
    public string? Home { get; init; }

    /// <summary>The permission mode, which may change while a session runs.</summary>
    public Func<string> Mode { get; init; } = static () => "default";

    /// <summary>Told how a hook ended that nobody waited for; on any thread.</summary>
    public Action<HookReport> Late { get; init; } = static _ => { };

    /// <summary>Their environment, <c>NAME=value</c>, without ours.</summary>
    public IReadOnlyList<string> Environment { get; init; } = ["PATH=/usr/local/bin:/usr/bin:/bin"];

    /// <summary>Where the files lie that hooks write variables into; null for a folder of its own for each.</summary>
    public string? Scratch { get; init; }

    /// <summary>Connections for hooks that post, which follow no redirects; null where none may be made.</summary>
    public Func<HttpClient>? Http { get; init; }

    /// <summary>A variable of ours, for headers that may name it.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Asks a model, by name or the usual one, and gives its answer; throws <see cref="IOException"/> where it has none. Null where no model can be asked.</summary>
    public Func<string?, string, CancellationToken, Task<string>>? Ask { get; init; }

    /// <summary>The same for an agent that reads files before it answers.</summary>
    public Func<string?, string, CancellationToken, Task<string>>? Investigate { get; init; }

    /// <summary>Calls the tool of a server with one JSON object; its text is what a command would print, its error a failure. Null where there are no servers.</summary>
    public Func<(string Server, string Name), ReadOnlyMemory<byte>, CancellationToken, Task<HookEnd>>? Call { get; init; }

    /// <summary>A shell of the Bourne family.</summary>
    public string Shell { get; init; } = File.Exists("/bin/bash") ? "/bin/bash" : "/bin/sh";
}
