using Pith.Permissions.Rules;

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

    /// <summary><c>command</c> is the one kind that can be run; others are named so that they are not passed over in silence.</summary>
    public string Type { get; init; } = "command";

    /// <summary>The command line; the program, where there are <see cref="Arguments"/>.</summary>
    public string Command { get; init; } = "";

    /// <summary>Arguments of the program, which is then started without a shell; null for a command line.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Asks the program that drives this one, with the input of the hook, for what its process would have said; null for hooks of settings.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, Task<HookEnd>>? Answer { get; init; }

    /// <summary>How long it may take; then it ends with all that it started.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether its failure blocks, as its refusal does: for hooks that are a policy.</summary>
    public bool BlocksOnFailure { get; init; }

    /// <summary>Whether nobody waits for it; then it decides nothing.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Whether it runs once in a session.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Which settings it stands in.</summary>
    public required RuleSource Source { get; init; }

    /// <summary>The file it stands in.</summary>
    public required string File { get; init; }

    /// <summary>What is run, as people know it.</summary>
    public string Shown => Answer is not null ? Command : Type != "command" ? $"a hook of type {Type}" : Arguments is null ? Command : string.Join(' ', [Command, .. Arguments]);
}
