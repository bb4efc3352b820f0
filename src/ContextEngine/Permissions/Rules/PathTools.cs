namespace Pith.Permissions.Rules;

/// <summary>The tools that are judged by a path, those of other agents among them: settings are shared.</summary>
public static class PathTools
{
    /// <summary>Whether a tool reads a file or a folder.</summary>
    public static bool Reads(string tool) => tool is "Read" or "Glob" or "Grep" or "LS" or "NotebookRead";

    /// <summary>Whether a tool changes a file.</summary>
    public static bool Writes(string tool) => tool is "Edit" or "Write" or "MultiEdit" or "NotebookEdit";
}
