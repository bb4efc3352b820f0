using System.Text.Json;

namespace Pith.Hooks;

/// <summary>What is fixed for each event: its time, what its plain output is, what a matcher is compared with.</summary>
public static class HookEvents
{
    /// <summary>All of them, in the order in which help shows them.</summary>
    public static IReadOnlyList<HookEvent> All { get; } = Enum.GetValues<HookEvent>();

    /// <summary>Events of Claude Code that nothing here brings about yet; hooks on them are kept and never run.</summary>
    public static IReadOnlyList<string> Unused { get; } =
    [
        "UserPromptExpansion", "Setup", "TaskCreated", "TaskCompleted", "TeammateIdle", "ConfigChange", "CwdChanged", "DirectoryAdded", "FileChanged", "MessageDisplay", "WorktreeCreate", "WorktreeRemove",
        "Elicitation", "ElicitationResult",
    ];

    /// <summary>Finds an event by its name.</summary>
    public static bool TryParse(string name, out HookEvent found) => Enum.TryParse(name, ignoreCase: false, out found) && Enum.IsDefined(found) && !char.IsAsciiDigit(name[0]);

    /// <summary>How long a hook may take where its settings do not say.</summary>
    public static TimeSpan Time(HookEvent at) => at switch
    {
        HookEvent.UserPromptSubmit => TimeSpan.FromSeconds(30),
        HookEvent.SessionEnd => TimeSpan.FromSeconds(1.5),
        _ => TimeSpan.FromSeconds(600),
    };

    /// <summary>Reads the time that settings give a hook: seconds, above 0 and at most a day.</summary>
    public static bool TryReadTime(JsonElement value, out TimeSpan time)
    {
        const double longest = 86_400;
        time = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and <= longest ? TimeSpan.FromSeconds(seconds) : default;
        return time > TimeSpan.Zero;
    }

    /// <summary>What a matcher is compared with, or null where every hook runs.</summary>
    public static string? Subject(HookEvent at) => at switch
    {
        HookEvent.PreToolUse or HookEvent.PermissionRequest or HookEvent.PermissionDenied or HookEvent.PostToolUse or HookEvent.PostToolUseFailure => "tool_name",
        HookEvent.SubagentStart or HookEvent.SubagentStop => "agent_type",
        HookEvent.SessionStart => "source",
        HookEvent.SessionEnd => "reason",
        HookEvent.PreCompact or HookEvent.PostCompact => "trigger",
        HookEvent.InstructionsLoaded => "load_reason",
        HookEvent.Notification => "notification_type",
        _ => null,
    };

    /// <summary>Whether output that is no JSON is told to the model.</summary>
    public static bool PlainIsContext(HookEvent at) => at is HookEvent.SessionStart or HookEvent.UserPromptSubmit;
}
