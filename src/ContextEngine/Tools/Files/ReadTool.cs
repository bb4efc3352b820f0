using System.Buffers;
using System.Text;
using Pith.Permissions;
using Pith.Permissions.Paths;
using Pith.Store;
using Pith.Text;
using Pith.Tools.Inputs;

namespace Pith.Tools.Files;

/// <summary><c>Read</c>: lines of a file with their numbers. Memory is bounded by what is shown, whatever the file's size.</summary>
public sealed class ReadTool(Workspace workspace, SeenFiles seen) : ITool
{
    private const int MostLines = 2000;

    // Files up to this size are read whole, so that an edit can be held to the very bytes the model saw.
    private const int HashedUpTo = 1 << 20;

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "Read",
        "Reads a text file. Every line comes with its number and a tab in front. Without offset and limit it shows the first 2000 lines; lines over 2000 bytes are cut.",
        """{"type":"object","properties":{"file_path":{"type":"string","description":"The file, absolute or relative to the working folder"},"offset":{"type":"integer","description":"First line to show, from 1"},"limit":{"type":"integer","description":"How many lines to show"}},"required":["file_path"]}"""u8.ToArray(),
        ReadOnly: true);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => ToolInput.NeedIn(call, "file_path", NeedKind.ReadPath);

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var path = input.Text("file_path");
        var first = Math.Max(1, input.Number("offset", 0, long.MaxValue) ?? 1);
        var count = input.Number("limit", 1, long.MaxValue) ?? MostLines;
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        if (!workspace.TryResolve(path, out var full))
            return Task.FromResult(FileProblem.NoPath());
        return Task.FromResult(FileProblem.Guard(workspace.Show(full), () => Read(full, first, count)));
    }

    private ToolResult Read(string full, long first, long count)
    {
        var shown = workspace.Show(full);
        if (Directory.Exists(full))
            return FileProblem.IsFolder(workspace, full);
        if (FileStamp.Of(full) is not { } stamp)
            return FileProblem.Missing(workspace, full);
        if (!stamp.IsRegular)
            return FileProblem.NotRegular(shown);
        using var file = new FileStream(full, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
        var head = new byte[stamp.Length is > 0 and <= HashedUpTo ? (int)stamp.Length : FileForm.Sample];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var form = FileForm.Of(head);
        if (form.NotText is { } kind)
            return ToolResult.Failed(FormattableString.Invariant($"{shown} is {kind}{(kind.EndsWith("picture", StringComparison.Ordinal) ? PictureSize.Of(head) : "")}, {stamp.Length:N0} bytes. Read shows text only; use Bash for what else can be learnt of it."));
        seen.Note(RealPath.Of(full), stamp, head.Length == stamp.Length ? BlobHash.Of(head) : null);
        using var whole = new PrefixedStream(head.AsMemory(form.Mark), file, leaveOpen: true);
        using var text = form.Encoding is null ? whole : Encoding.CreateTranscodingStream(whole, Lenient(form.Encoding), Encoding.UTF8);
        return List(shown, text, first, count);
    }

    private static ToolResult List(string shown, Stream text, long first, long count)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var listing = new LineListing(text, output);
        listing.Write(first, count);
        if (output.WrittenCount == 0)
            return listing.Line == 0 ? ToolResult.Done($"[{shown} is empty]") : ToolResult.Failed($"{shown} has only {listing.Line} {(listing.Line == 1 ? "line" : "lines")}; line {first} does not exist.");
        if (listing.HasForeignBytes)
            output.Write("[Some bytes are no UTF-8 and are shown as \uFFFD; Edit leaves them as they are.]\n"u8);
        if (listing.HasMore)
            output.Write(Encoding.UTF8.GetBytes($"[The file goes on: continue with offset {listing.Line + 1}]\n"));
        return new ToolResult(output.WrittenMemory, IsError: false);
    }

    // For showing, what is no text may become a replacement character.
    private static UnicodeEncoding Lenient(Encoding strict) => new(bigEndian: strict.CodePage == 1201, byteOrderMark: false);
}
