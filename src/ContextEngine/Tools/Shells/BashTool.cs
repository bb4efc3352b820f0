using System.Runtime.Versioning;
using System.Text;
using Pith.Permissions;
using Pith.Tools.Inputs;

namespace Pith.Tools.Shells;

/// <summary><c>Bash</c>: runs a command line. The working folder outlives the command; nothing else of the shell does.</summary>
public sealed class BashTool(Shell shell) : ITool
{
    private const string Outside = "dangerouslyDisableSandbox";
    private const string OutsideField = $$""","{{Outside}}":{"type":"boolean","description":"Asks for this command to run outside the sandbox, for what it does not give: the network, other folders"}""";

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "Bash",
        $"Runs a shell command and shows its output and, unless it is 0, its exit code. The working folder is kept from call to call; variables and functions are not. There is no terminal and no input. A command may take {shell.Options.DefaultTimeout.TotalSeconds:0} s, or timeout milliseconds up to {shell.Options.MostTimeout.TotalMilliseconds:0}. With run_in_background it goes on beside the conversation: see BashOutput and KillShell.",
        Encoding.UTF8.GetBytes("""{"type":"object","properties":{"command":{"type":"string"},"description":{"type":"string","description":"What it does, in five to ten words"},"timeout":{"type":"integer","description":"Milliseconds"},"run_in_background":{"type":"boolean"}%OUTSIDE%},"required":["command"]}""".Replace("%OUTSIDE%", MayAskOutside(shell) ? OutsideField : "", StringComparison.Ordinal)),
        ReadOnly: false);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call) => [.. ToolInput.NeedIn(call, "command", NeedKind.RunCommand).Select(n => IsOutside(call, n.Subject) ? n with { Kind = NeedKind.RunOutside } : n)];

    /// <summary>Whether the line would run outside the sandbox: because settings say so, because it only asks the network, or because the model asks for it, which a person decides.</summary>
    private bool IsOutside(ToolCall call, string line) => shell.Options.Sandbox is { } sandbox && (sandbox.Excludes(line) || shell.OnlyAsks(line) || sandbox.MayAskOutside && ToolInput.Read(call).Flag(Outside));

    private static bool MayAskOutside(Shell shell) => shell.Options.Sandbox is { MayAskOutside: true };

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var input = ToolInput.Read(call);
        var command = input.Text("command");
        var milliseconds = input.Number("timeout", 1, long.MaxValue);
        var isBackground = input.Flag("run_in_background");
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        if (command.Contains('\0'))
            return Task.FromResult(ToolResult.Failed("\"command\" holds a zero byte; no shell can run that."));
        if (!OperatingSystem.IsLinux())
            return Task.FromResult(ToolResult.Failed("Bash runs on Linux only, in this version."));
        var isFree = IsOutside(call, command);
        if (isBackground)
            return Task.FromResult(StartBeside(command, milliseconds, isFree));
        var timeout = milliseconds is { } asked ? TimeSpan.FromMilliseconds(Math.Min(asked, shell.Options.MostTimeout.TotalMilliseconds)) : shell.Options.DefaultTimeout;
        // A thread of its own: it waits in the kernel, and a pool of few threads would soon have none left.
        return Task.Factory.StartNew(() => OperatingSystem.IsLinux() ? Run(command, timeout, isFree, cancel) : ToolResult.Failed(""), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [SupportedOSPlatform("linux")]
    private ToolResult Run(string line, TimeSpan timeout, bool isFree, CancellationToken cancel)
    {
        try
        {
            using var command = shell.Start(line, timeout, isFree);
            using var stop = cancel.Register(command.Stop);
            var stored = shell.Drain(command);
            // What it did until it was stopped is what the model must know.
            return CommandReport.Of(command, stored, timeout, shell.MoveTo(command.Folder), shell.Options.Sandbox);
        }
        catch (IOException refused)
        {
            return NotStarted(line, refused);
        }
    }

    [SupportedOSPlatform("linux")]
    private ToolResult StartBeside(string line, long? milliseconds, bool isFree)
    {
        if (shell.Background.Running >= BackgroundCommands.Most)
            return ToolResult.Failed($"{BackgroundCommands.Most} commands run in the background already; end one with KillShell first.");
        try
        {
            var timeout = milliseconds is { } asked and < int.MaxValue ? TimeSpan.FromMilliseconds(asked) : TimeSpan.MaxValue;
            var started = shell.Background.Add(shell.Start(line, timeout, isFree), shell.Drain);
            return ToolResult.Done($"Runs in the background as {started.Id}. BashOutput shows what it writes, KillShell ends it.");
        }
        catch (IOException refused)
        {
            return NotStarted(line, refused);
        }
    }

    // E2BIG: the kernel takes 128 KB for one argument.
    private static ToolResult NotStarted(string line, IOException refused) => ToolResult.Failed(
        refused.HResult == 7 ? $"The command has {line.Length:N0} characters, more than the system takes at once. Write it to a file and run that." : $"The command was not started: {refused.Message}.");
}
