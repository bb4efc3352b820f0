namespace Pith.Agents.SubAgents;

/// <summary>A kind of sub-agent: what it is for, what it is told and what it may use.</summary>
/// <param name="Name">The name that calls and rules use.</param>
/// <param name="Description">When to use it, for the model.</param>
public sealed record AgentKind(string Name, string Description)
{
    /// <summary>The kind that inherits the conversation of who calls it.</summary>
    public const string Fork = "fork";

    /// <summary>The kind where a call names none.</summary>
    public const string Usual = "general-purpose";

    /// <summary>What it is told before its task; empty for nothing.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The tools it may see; null for all of its parent's.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>Tools it may not see.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Whether it sees only tools that change nothing. Such agents run side by side.</summary>
    public bool OnlyReads { get; init; }

    /// <summary>Whether it works in a git worktree of its own.</summary>
    public bool HasWorktree { get; init; }

    /// <summary>The model it asks; null for that of its parent.</summary>
    public string? Model { get; init; }

    /// <summary>Most answers; null for the usual limit.</summary>
    public int? MostTurns { get; init; }

    /// <summary>The kinds that are always there.</summary>
    public static IReadOnlyList<AgentKind> BuiltIn { get; } =
    [
        new("Explore", "finds and reads: where something is, how it works; changes nothing, and several run side by side")
        {
            Prompt = "You look for what the task asks in the files of this folder. Read what you need and no more. Name files and lines.",
            OnlyReads = true,
        },
        new(Usual, "does a whole task by itself, with all tools, in a context of its own"),
        new(Fork, "goes on from this very conversation beside it, and knows all of it; for side tasks whose reading would fill it"),
    ];
}
