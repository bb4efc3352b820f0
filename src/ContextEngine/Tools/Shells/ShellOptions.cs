namespace Pith.Tools.Shells;

/// <summary>How commands run.</summary>
public readonly record struct ShellOptions
{
    /// <summary>The usual options, with an empty environment.</summary>
    public ShellOptions()
    {
    }

    /// <summary>The environment of commands, <c>NAME=value</c>; <see cref="ShellEnvironment.Of"/> makes it.</summary>
    public IReadOnlyList<string> Environment { get; init; } = ["PATH=/usr/local/bin:/usr/bin:/bin"];

    /// <summary>What hooks have set on top of it; null for nothing ever.</summary>
    public CommandVariables? Variables { get; init; }

    /// <summary>Full path of a shell of the Bourne family.</summary>
    public string Program { get; init; } = File.Exists("/bin/bash") ? "/bin/bash" : "/bin/sh";

    /// <summary>Time for a command that asks for none; people set <c>BASH_DEFAULT_TIMEOUT_MS</c>.</summary>
    public TimeSpan DefaultTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Most time a command may ask for; people set <c>BASH_MAX_TIMEOUT_MS</c>.</summary>
    public TimeSpan MostTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>What commands are held to; null for nothing.</summary>
    public Sandboxes.Sandbox? Sandbox { get; init; }

    /// <summary>Bytes of one output that are stored; of a longer one the head and the tail.</summary>
    public long StoredOutput { get; init; } = 64 << 20;
}
