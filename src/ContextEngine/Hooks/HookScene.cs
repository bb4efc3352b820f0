using System.Text.Json;
using Pith.Permissions;

namespace Pith.Hooks;

/// <summary>One event as it happens: what hooks are told of it, and what they are chosen by.</summary>
/// <param name="Event">The event.</param>
/// <param name="Subject">What matchers are compared with: the tool, the source, the trigger.</param>
/// <param name="Write">Writes the event's own fields into the input.</param>
public sealed record HookScene(HookEvent Event, string Subject, Action<Utf8JsonWriter> Write)
{
    /// <summary>What the call needs, for hooks with a condition.</summary>
    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>What the call was given, JSON, for hooks whose condition names a field of it.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The folder that paths of the call begin at, another one in a worktree; null for that of all hooks.</summary>
    public string? Root { get; init; }

    /// <summary>Where a command of the call starts; null where nobody says.</summary>
    public string? Place { get; init; }

    /// <summary>The sub-agent that it happens to; null for the main one.</summary>
    public HookAgent? Agent { get; init; }
}
