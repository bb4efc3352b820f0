namespace Pith.Tools.Servers;

/// <summary>How servers are started and asked.</summary>
public sealed record ServerOptions
{
    /// <summary>The folder that is worked in; servers start there.</summary>
    public required string Folder { get; init; }

    /// <summary>What of our environment servers may see, <c>NAME=value</c>; see <see cref="Shells.ShellEnvironment"/>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Our version, which servers are told.</summary>
    public string Product { get; init; } = "0";

    /// <summary>How long a server has until its tools are known; people set <c>MCP_TIMEOUT</c>.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call may take; people set <c>MCP_TOOL_TIMEOUT</c>.</summary>
    public TimeSpan CallPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether servers are asked first if they do without a handshake; people set <c>MCP_PROTOCOL_NEGOTIATION=legacy</c> against it.</summary>
    public bool TriesStateless { get; init; } = true;
}
