using Pith.Permissions.Rules;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>One hook as settings have it: when it runs and what.</summary>
public sealed record HookHandler
{
    /// <summary>The event.</summary>
    public required HookEvent Event { get; init; }

    /// <summary>For which subjects of the event.</summary>
    public HookMatcher Matcher { get; init; } = HookMatcher.All;

    /// <summary>A permission rule that the call has to meet besides; null for none.</summary>
    public string? If { get; init; }

    /// <summary><c>command</c>, <c>http</c>, <c>mcp_tool</c>, <c>prompt</c> or <c>agent</c>; others cannot be run, and are named so that they are not passed over in silence.</summary>
    public string Type { get; init; } = "command";

    /// <summary>The command line; the program, where there are <see cref="Arguments"/>; the prompt of a hook that asks a model or an agent.</summary>
    public string Command { get; init; } = "";

    /// <summary>Arguments of the program, which is then started without a shell; null for a command line.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Asks the program that drives this one, with the input of the hook, for what its process would have said; null for hooks of settings.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, Task<HookEnd>>? Answer { get; init; }

    /// <summary>The server and its tool that a hook of type <c>mcp_tool</c> calls.</summary>
    public (string Server, string Name) Tool { get; init; } = ("", "");

    /// <summary>What that tool is called with, one JSON object; <c>${path}</c> in its texts stands for a field of the event.</summary>
    public ReadOnlyMemory<byte> Input { get; init; } = "{}"u8.ToArray();

    /// <summary>Where a hook of type <c>http</c> posts to; null for others.</summary>
    public Uri? Url { get; init; }

    /// <summary>Headers that are sent along; <c>$NAME</c> stands for a variable.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Variables that its headers may name.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The model that a hook of type <c>prompt</c> or <c>agent</c> asks; null for the usual one.</summary>
    public string? Model { get; init; }

    /// <summary>How long it may take; then it ends with all that it started.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether its failure blocks, as its refusal does: for hooks that are a policy.</summary>
    public bool BlocksOnFailure { get; init; }

    /// <summary>Whether nobody waits for it; then it decides nothing.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Whether its exit code 2 has the agent go on, though nobody waited for it.</summary>
    public bool Wakes { get; init; }

    /// <summary>Whether it runs once in a session.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Which settings it stands in.</summary>
    public required RuleSource Source { get; init; }

    /// <summary>The file it stands in.</summary>
    public required string File { get; init; }

    /// <summary>As a sentence names it.</summary>
    internal string Named => $"the {Event} hook {ShortText.FirstLine(Shown, 300)}";

    /// <summary>What is run, as people know it.</summary>
    public string Shown => this switch
    {
        { Answer: not null } => Command,
        { Type: "http" } => $"POST {Url}",
        { Type: "mcp_tool" } => $"calls {Tool.Server}: {Tool.Name}",
        { Type: "prompt" } => $"asks: {Command}",
        { Type: "agent" } => $"asks an agent: {Command}",
        { Type: not "command" } => $"a hook of type {Type}",
        _ => Arguments is null ? Command : string.Join(' ', [Command, .. Arguments]),
    };
}
