namespace Pith.Sessions;

/// <summary>What is known of a session when it begins.</summary>
public readonly record struct SessionHeader()
{
    /// <summary>The folder the work is in, a full path.</summary>
    public string Cwd { get; init; } = "";

    /// <summary>The program that writes, for example <c>pith/0.1.0</c>.</summary>
    public string Program { get; init; } = "pith";

    /// <summary>The session's id; a random one where this is empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The log of the session whose sub-agent this is, a full path; empty for a session of its own.</summary>
    public string Beside { get; init; } = "";
}
