using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Files;

/// <summary><c>Edit</c>: replaces texts in a file, one or several at once, all or none. Bytes that are not part of an edit stay as they are.</summary>
public sealed class EditTool(FileEditor editor) : ITool
{
    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "Edit",
        "Replaces old_string by new_string in a file. old_string must be exactly what the file holds, without line numbers, and occur once; replace_all replaces every occurrence. Several replacements in one file go into edits; they are made in order, all or none. An empty old_string creates a file.",
        """{"type":"object","properties":{"file_path":{"type":"string","description":"The file, absolute or relative to the working folder"},"old_string":{"type":"string"},"new_string":{"type":"string"},"replace_all":{"type":"boolean"},"edits":{"type":"array","description":"Instead of old_string and new_string: several replacements","items":{"type":"object","properties":{"old_string":{"type":"string"},"new_string":{"type":"string"},"replace_all":{"type":"boolean"}},"required":["old_string","new_string"]}}},"required":["file_path"]}"""u8.ToArray(),
        ReadOnly: false);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => ToolInput.NeedIn(call, "file_path", NeedKind.WritePath);

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var path = input.Text("file_path");
        var edits = input.Objects("edits") is { Count: > 0 } several ? [.. several.Select(One)] : new List<TextEdit> { One(input) };
        return Task.FromResult(input.Problem is { } problem ? ToolResult.Failed(problem) : editor.Change(call, path, file => Next(file, edits)));
    }

    private static TextEdit One(ToolInput input) => new(LineEnds.ToLf(input.Utf8("old_string")), input.Utf8("new_string"), input.Flag("replace_all"));

    private static NextContent Next(TargetFile file, List<TextEdit> edits)
    {
        if (file.Bytes is null or { Length: 0 } && edits is [{ Old.Length: 0 } creation])
            return new NextContent(creation.New, $"Created {file.Shown}.", null);
        if (file.Bytes is not { } before)
            return NextContent.Refused($"{file.Shown} does not exist. An edit with an empty old_string, or Write, creates it.");
        if (file.IsAsSeen == false)
            return file.ChangedSince();
        if (!EditableText.TryOpen(before, out var text, out var reason))
            return NextContent.Refused($"{file.Shown} {reason}");
        for (var i = 0; i < edits.Count; i++)
            if (text.TryApply(edits[i]) is { } refusal)
                return NextContent.Refused($"{file.Shown}{(edits.Count > 1 ? $", edit {i + 1} of {edits.Count}" : "")}: {refusal}{(edits.Count > 1 ? "\nNone of the edits was made." : "")}");
        return new NextContent(text.ToBytes(), $"Edited {file.Shown}, {text.Places} {(text.Places == 1 ? "place" : "places")}:\n{text.Surroundings()}", null);
    }
}
