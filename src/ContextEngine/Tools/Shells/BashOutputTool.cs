using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Shells;

/// <summary><c>BashOutput</c>: what a background command wrote since the last look.</summary>
public sealed class BashOutputTool(Shell shell) : ITool
{
    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "BashOutput",
        "Shows what a background command has written since you last asked, and whether it still runs.",
        """{"type":"object","properties":{"bash_id":{"type":"string","description":"As Bash named it"},"filter":{"type":"string","description":"A regular expression; only lines that match are shown, the others are gone"}},"required":["bash_id"]}"""u8.ToArray(),
        ReadOnly: true);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [];

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var id = input.Text("bash_id");
        var filter = input.OptionalText("filter");
        return Task.FromResult(input.Problem is { } problem ? ToolResult.Failed(problem)
            : OperatingSystem.IsLinux() && shell.Background.Find(id) is { } command ? Show(command, filter)
            : Unknown(shell, id));
    }

    internal static ToolResult Unknown(Shell shell, string id)
    {
        var known = OperatingSystem.IsLinux() ? string.Join(", ", shell.Background.Names) : "";
        return ToolResult.Failed($"There is no background command {id}. {(known.Length > 0 ? $"Known are {known}." : "None was started.")}");
    }

    [SupportedOSPlatform("linux")]
    private static ToolResult Show(BackgroundCommand command, string? filter)
    {
        Regex? wanted = null;
        try
        {
            wanted = filter is null ? null : new Regex(filter, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception invalid) when (invalid is ArgumentException or NotSupportedException)
        {
            return ToolResult.Failed($"\"filter\" is no regular expression that can be searched for in linear time: {filter}");
        }

        // Asked in this order: what it writes between the two questions is then shown next time, not lost.
        var isRunning = command.IsRunning;
        var text = Encoding.UTF8.GetString(command.News());
        if (wanted is not null)
            text = string.Concat(text.Split('\n').Where(l => wanted.IsMatch(l)).Select(l => l + "\n"));
        if (text.Length > 0 && !text.EndsWith('\n'))
            text += "\n";
        var state = isRunning ? $"[{command.Id} runs]"
            : $"{CommandReport.Stored(command.Stored)}{command.Command.GuardNotes}{CommandReport.Ending(command.Command, TimeSpan.Zero)}[{command.Id} has ended]";
        return ToolResult.Done(text + state);
    }
}
