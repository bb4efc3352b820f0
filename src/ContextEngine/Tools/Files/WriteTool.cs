using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Files;

/// <summary><c>Write</c>: a whole file at once. What is overwritten must have been seen, and is kept for a rewind.</summary>
public sealed class WriteTool(FileEditor editor) : ITool
{
    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "Write",
        "Writes a whole file, creating folders as needed. A file that exists must have been read before. To change parts of a file use Edit.",
        """{"type":"object","properties":{"file_path":{"type":"string","description":"The file, absolute or relative to the working folder"},"content":{"type":"string","description":"All of its new content"}},"required":["file_path","content"]}"""u8.ToArray(),
        ReadOnly: false);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => ToolInput.NeedIn(call, "file_path", NeedKind.WritePath);

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var path = input.Text("file_path");
        var content = input.Utf8("content");
        return Task.FromResult(input.Problem is { } problem ? ToolResult.Failed(problem) : editor.Change(call, path, file => Next(file, content)));
    }

    private static NextContent Next(TargetFile file, byte[] content)
    {
        if (file.Bytes is not { } before)
            return new NextContent(content, $"Created {file.Shown}: {Lines(content)}.", null);
        if (file.IsAsSeen == false)
            return file.ChangedSince();
        var form = FileForm.Of(before);
        content = InFormOf(before, form, content);
        if (before.AsSpan().SequenceEqual(content))
            return new NextContent(content, $"{file.Shown} holds exactly this already.", null);
        if (file.IsAsSeen is null && before.Length > 0)
            return NextContent.Refused($"{file.Shown} exists ({Lines(before)}) and you have not read it. Read it first, or use Edit.");
        return new NextContent(content, $"Wrote {file.Shown}: {Lines(content)}; before it had {Lines(before)}.", null);
    }

    // The mark, the encoding and the line ends of a file outlive its content: models write none of them.
    private static byte[] InFormOf(byte[] before, FileForm form, byte[] content)
    {
        if (form.Encoding is { } encoding)
            return [.. before.AsSpan(0, form.Mark), .. encoding.GetBytes(System.Text.Encoding.UTF8.GetString(content))];
        if (!content.Contains((byte)'\r') && before.AsSpan().Count((byte)'\n') is > 0 and var lines && before.AsSpan().Count("\r\n"u8) == lines)
            content = LineEnds.ToCrLf(content);
        return form.Mark == 3 && !content.AsSpan().StartsWith("\uFEFF"u8) ? [.. "\uFEFF"u8, .. content] : content;
    }

    private static string Lines(ReadOnlySpan<byte> text)
    {
        var count = text.Count((byte)'\n') + (text.IsEmpty || text[^1] == '\n' ? 0 : 1);
        return count == 1 ? "1 line" : $"{count} lines";
    }
}
