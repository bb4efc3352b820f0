using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Shells;

/// <summary><c>KillShell</c>: ends a background command with all that it started.</summary>
public sealed class KillShellTool(Shell shell) : ITool
{
    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "KillShell",
        "Ends a background command and everything it started.",
        """{"type":"object","properties":{"shell_id":{"type":"string","description":"As Bash named it"}},"required":["shell_id"]}"""u8.ToArray(),
        ReadOnly: false);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [];

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var id = input.Text("shell_id");
        if (input.Problem is { } problem)
            return ToolResult.Failed(problem);
        if (!OperatingSystem.IsLinux() || shell.Background.Find(id) is not { } command)
            return BashOutputTool.Unknown(shell, id);
        if (!command.IsRunning)
            return ToolResult.Done($"{id} had ended already.");
        await Task.Run(command.Stop, cancel).ConfigureAwait(false);
        return ToolResult.Done($"{id} was ended.");
    }
}
