using Pith.Offload;
using Pith.Permissions;
using Pith.Store;
using Pith.Tools.Inputs;

namespace Pith.Tools.Recalls;

/// <summary><c>Recall</c>: brings back what a handle stands for, or the lines of it that matter.</summary>
public sealed class RecallTool(BlobStore store) : ITool
{
    /// <summary>Bytes of one answer; what is beyond is asked for by its lines.</summary>
    public const int MostBytes = 64 * 1024;

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "Recall",
        "Shows stored text that a handle (pith:…) stands for: all of it, some lines, or the lines that match a regular expression.",
        """{"type":"object","properties":{"handle":{"type":"string"},"lines":{"type":"string","description":"Such as 10-20, 10- or 15"},"pattern":{"type":"string","description":"A regular expression without look-around"},"context":{"type":"integer","description":"Lines to show around each match"}},"required":["handle"]}"""u8.ToArray(),
        ReadOnly: true);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [];

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var handle = input.Text("handle");
        var lines = input.OptionalText("lines");
        var pattern = input.OptionalText("pattern");
        var context = (int)(input.Number("context", 0, Offload.Recall.MostContext) ?? 0);
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        var range = LineRange.All;
        if (!string.IsNullOrWhiteSpace(lines) && !LineRange.TryParse(lines, out range))
            return Task.FromResult(ToolResult.Failed($"\"lines\" must be a range such as 10-20, 10-, -20 or 15, counted from 1, but it is {lines}"));
        var query = new RecallQuery { Lines = range, Pattern = string.IsNullOrEmpty(pattern) ? null : pattern, Context = context };
        if (!Offload.Recall.TryCreate(query, out var recall, out var error))
            return Task.FromResult(ToolResult.Failed(error));
        try
        {
            return Task.FromResult(Show(handle, recall));
        }
        catch (StoreException refused)
        {
            return Task.FromResult(ToolResult.Failed($"{handle} cannot be read: {refused.Message}."));
        }
    }

    private ToolResult Show(string handle, Recall recall)
    {
        if (!Handle.TryParse(handle, out var prefix))
            return ToolResult.Failed($"\"handle\" must be pith: and 8 or more hexadecimal digits, but it is {handle}");
        var found = store.Resolve(prefix, out var hash);
        if (found != 1 || !store.TryOpen(hash, out var content))
            return ToolResult.Failed(found > 1 ? $"{handle} may mean several stored texts; give more of its digits." : $"Nothing is stored under {handle}.");
        using (content)
        using (var output = new CappedText(MostBytes))
        {
            var summary = recall.Write(content, output);
            if (output.Length == 0)
                return ToolResult.Done($"No line matches, of {summary.LinesRead} looked at.");
            return ToolResult.Done(output.Text() + (output.IsCut ? $"\n[Only the first {MostBytes / 1024} KB are shown; ask for lines or a pattern]" : ""));
        }
    }
}
