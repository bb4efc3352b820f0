using System.Text.Json;

namespace Pith.Hooks;

/// <summary>What is fixed for each event: its time, what its plain output is, what a matcher is compared with.</summary>
public static class HookEvents
{
    /// <summary>All of them, in the order in which help shows them.</summary>
    public static IReadOnlyList<HookEvent> All { get; } = Enum.GetValues<HookEvent>();

    /// <summary>Events of Claude Code that never happen here, and why, as a phrase.</summary>
    public static IReadOnlyDictionary<string, string> Unused { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["UserPromptExpansion"] = "nothing that is typed expands into a prompt",
        ["TaskCreated"] = "there are no task tools, and the list of TodoWrite is none",
        ["TaskCompleted"] = "there are no task tools, and the list of TodoWrite is none",
        ["TeammateIdle"] = "there are no teams of agents",
        ["DirectoryAdded"] = "folders are added at the start alone",
        ["Elicitation"] = "servers are told that nothing can be asked through them",
        ["ElicitationResult"] = "servers are told that nothing can be asked through them",
    };

    /// <summary>Finds an event by its name.</summary>
    public static bool TryParse(string name, out HookEvent found) => Enum.TryParse(name, ignoreCase: false, out found) && Enum.IsDefined(found) && !char.IsAsciiDigit(name[0]);

    /// <summary>How long a hook may take where its settings do not say.</summary>
    public static TimeSpan Time(HookEvent at) => at switch
    {
        HookEvent.UserPromptSubmit or HookEvent.PreModelSwitch or HookEvent.PostModelSwitch => TimeSpan.FromSeconds(30),
        HookEvent.MessageDisplay => TimeSpan.FromSeconds(10),
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
        HookEvent.SessionStart or HookEvent.ConfigChange => "source",
        HookEvent.SessionEnd => "reason",
        HookEvent.PreCompact or HookEvent.PostCompact or HookEvent.Setup => "trigger",
        HookEvent.InstructionsLoaded => "load_reason",
        HookEvent.Notification => "notification_type",
        HookEvent.FileChanged => "file_path",
        HookEvent.StopFailure => "error",
        HookEvent.PreModelSwitch or HookEvent.PostModelSwitch => "to_model",
        _ => null,
    };

    /// <summary>Whether output that is no JSON is told to the model.</summary>
    public static bool PlainIsContext(HookEvent at) => at is HookEvent.SessionStart or HookEvent.UserPromptSubmit or HookEvent.PostModelSwitch;

    /// <summary>Whether a hook is given a file for variables of later commands.</summary>
    public static bool SetsVariables(HookEvent at) => at is HookEvent.SessionStart or HookEvent.Setup or HookEvent.CwdChanged or HookEvent.FileChanged;

    /// <summary>Whether nothing can be refused or ended by it.</summary>
    public static bool IsForInformation(HookEvent at) =>
        at is HookEvent.Notification or HookEvent.InstructionsLoaded or HookEvent.StopFailure or HookEvent.Setup or HookEvent.PermissionDenied or HookEvent.MessageDisplay;
}
