using Pith.Hooks;
using Pith.Instructions;

namespace Pith.Cli.Runs;

/// <summary>The events that are no moments of the loop, with the documented fields.</summary>
internal static class EventScenes
{
    public static HookScene Begun(string source, string model) => new(HookEvent.SessionStart, source, json =>
    {
        json.WriteString("source", source);
        if (model.Length > 0)
            json.WriteString("model", model);
    });

    public static HookScene Moved(string from, string to) => new(HookEvent.CwdChanged, "", json =>
    {
        json.WriteString("old_cwd", from);
        json.WriteString("new_cwd", to);
    });

    /// <summary>Matchers are compared with the name alone.</summary>
    public static HookScene FileChanged(string path, string kind) => new(HookEvent.FileChanged, Path.GetFileName(path), json =>
    {
        json.WriteString("file_path", path);
        json.WriteString("event", kind);
    });

    public static HookScene SettingsChanged(string source, string path) => new(HookEvent.ConfigChange, source, json =>
    {
        json.WriteString("source", source);
        json.WriteString("file_path", path);
    });

    public static HookScene Notified(string type, string title, string message) => new(HookEvent.Notification, type, json =>
    {
        json.WriteString("message", message);
        json.WriteString("title", title);
        json.WriteString("notification_type", type);
    });

    public static HookScene WorktreeWanted(string name) => new(HookEvent.WorktreeCreate, "", json => json.WriteString("name", name));

    public static HookScene WorktreeDone(string path) => new(HookEvent.WorktreeRemove, "", json => json.WriteString("worktree_path", path));

    public static HookScene Loaded(InstructionFile file, string reason, string? trigger) => new(HookEvent.InstructionsLoaded, reason, json =>
    {
        json.WriteString("file_path", file.Path);
        json.WriteString("memory_type", file.Scope.ToString());
        json.WriteString("load_reason", reason);
        if (reason == "path_glob_match")
        {
            json.WriteStartArray("globs");
            foreach (var glob in file.Globs)
                json.WriteStringValue(glob);
            json.WriteEndArray();
        }

        if (trigger is not null)
            json.WriteString("trigger_file_path", trigger);
        if (file.ImportedBy is { } parent)
            json.WriteString("parent_file_path", parent);
    });
}
