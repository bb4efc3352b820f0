using Pith.Permissions.Paths;
using Pith.Store;

namespace Pith.Tools.Files;

/// <summary>The one hand that changes files: it looks, compares with what the model saw, keeps what was there, and replaces.</summary>
/// <param name="workspace">Where relative paths start.</param>
/// <param name="seen">What the model saw.</param>
/// <param name="history">Keeps what was there.</param>
public sealed class FileEditor(Workspace workspace, SeenFiles seen, FileHistory history)
{
    /// <summary>Larger files are not edited: an edit holds the file and its next content in memory.</summary>
    internal const int Largest = 64 << 20;

    private readonly Lock oneAtATime = new();

    /// <summary>Is told of each file that was changed, full and without links: what guards it must know who did that.</summary>
    public Action<string> Changed { get; init; } = static _ => { };

    /// <summary>Changes a file.</summary>
    /// <param name="call">The call that asks for it.</param>
    /// <param name="path">The path as the model wrote it.</param>
    /// <param name="change">Makes the next content of what is there, or says why not. It runs under a lock.</param>
    internal ToolResult Change(ToolCall call, string path, Func<TargetFile, NextContent> change)
    {
        if (!workspace.TryResolve(path, out var full))
            return FileProblem.NoPath();
        lock (oneAtATime)
            return FileProblem.Guard(workspace.Show(full), () => Replace(call, full, change));
    }

    private ToolResult Replace(ToolCall call, string full, Func<TargetFile, NextContent> change)
    {
        if (Directory.Exists(full))
            return FileProblem.IsFolder(workspace, full);
        var shown = workspace.Show(full);
        var real = RealPath.Of(full);
        var stamp = FileStamp.Of(real);
        if (stamp is { IsRegular: false })
            return FileProblem.NotRegular(shown);
        if (stamp is { Length: > Largest })
            return ToolResult.Failed($"{shown} has {stamp.Value.Length:N0} bytes; files over {Largest:N0} bytes are not edited. Use Bash.");
        var before = stamp is null ? null : File.ReadAllBytes(real);
        var asSeen = before is null ? null : seen.IsAsSeen(real, stamp!.Value, before);
        var next = change(new TargetFile(shown, full, before, asSeen));
        if (next.Refusal is { } refusal)
            return refusal;
        if (before is null || !before.AsSpan().SequenceEqual(next.Bytes))
        {
            history.Keep(call.Id, real, before, next.Bytes);
            FileReplacement.Write(real, next.Bytes, stamp);
            Changed(real);
        }

        seen.Note(real, FileStamp.Of(real) ?? default, BlobHash.Of(next.Bytes));
        return ToolResult.Done(next.Report);
    }
}
