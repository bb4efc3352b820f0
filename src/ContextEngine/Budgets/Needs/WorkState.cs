using Pith.Budgets.Recordings;
using Pith.Conversations;

namespace Pith.Budgets.Needs;

/// <summary>
/// How things stand by the log: for every file the last of two operations, read or changed; commands that still run in
/// the background; todos that are open. A machine replays the calls; a failed one did nothing.
/// </summary>
internal sealed class WorkState
{
    /// <summary>Last operation by path: true where it changed the file.</summary>
    public Dictionary<string, bool> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Openings of the commands that run in the background, 80 characters each, by the call's id.</summary>
    public Dictionary<string, string> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Texts of the todos that are not done.</summary>
    public List<string> Todos { get; private set; } = [];

    public static WorkState Of(IReadOnlyList<Message> messages, int count)
    {
        var state = new WorkState();
        for (var i = 0; i < count; i++)
        {
            foreach (var call in messages[i].Calls)
                if (call.Work == ToolKind.Todo)
                    state.Todos = OpenTodos(call);
            if (messages[i] is { Speaker: Speaker.Tool, Answers: { } answered })
                state.Ran(answered, messages[i]);
        }

        return state;
    }

    /// <summary>The file of a call and whether the call changes it; null for other work.</summary>
    public static (string Path, bool Changes)? FileOf(ToolCall call)
    {
        if (call.Work is not (ToolKind.Read or ToolKind.Edit or ToolKind.Write))
            return null;
        foreach (var (key, value) in call.Values)
            if (key is "file_path" or "path" or "filePath" or "notebook_path" or "absolute_path" or "filename" or "file" or "target_file")
                return (value, call.Work != ToolKind.Read);
        return null;
    }

    private void Ran(ToolCall call, Message result)
    {
        if (FailedCall.Failed(result))
            return;
        if (FileOf(call) is var (path, changes))
            Files[path] = changes;
        if (call.Arguments.Contains("\"run_in_background\":true", StringComparison.Ordinal) && call.Values.FirstOrDefault(v => v.Key == "command").Value is { } command)
            Jobs[JobId(result.Text) ?? call.Id] = LineText.Opening(command, 80);
        foreach (var (_, value) in call.Values)
            if (Jobs.ContainsKey(value) && (call.Name.Contains("Kill", StringComparison.Ordinal) || call.Name.Contains("Stop", StringComparison.Ordinal) || Ended(result.Text)))
                Jobs.Remove(value);
    }

    /// <summary>Claude Code says <c>running in background with ID: x</c>; other agents' jobs keep the id of their call.</summary>
    private static string? JobId(string result)
    {
        const string mark = "with ID: ";
        var at = result.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var id = result.AsSpan(at + mark.Length);
        var end = 0;
        while (end < id.Length && (char.IsAsciiLetterOrDigit(id[end]) || id[end] is '_' or '-'))
            end++;
        return id[..end].ToString();
    }

    private static bool Ended(string output) =>
        output.Contains("<status>completed", StringComparison.Ordinal) || output.Contains("<status>failed", StringComparison.Ordinal) || output.Contains("<status>killed", StringComparison.Ordinal);

    /// <summary>Entries stand before their status in some lists and behind it in others, so both are taken in pairs.</summary>
    private static List<string> OpenTodos(ToolCall call)
    {
        var (texts, states) = (new List<string>(), new List<string>());
        foreach (var (key, value) in call.Values)
            if (key is "content" or "step" or "title" or "subject")
                texts.Add(value.Trim());
            else if (key == "status")
                states.Add(value);
        return texts.Count != states.Count ? [] : [.. texts.Where((text, i) => text.Length > 0 && states[i] is not ("completed" or "done" or "cancelled"))];
    }
}
