using System.Text;
using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Cli.Terminal.Devices;
using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Keys;
using Pith.Cli.Terminal.Panels;
using Pith.Cli.Terminal.Reports;
using Pith.Cli.Terminal.Screens;
using Pith.Cli.Texts;
using Pith.Permissions.Settings;
using Pith.Tools;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>What is on the terminal, and what keys do to it. Used by one loop only.</summary>
internal sealed partial class Stage
{
    private static readonly PermissionMode[] Modes = [PermissionMode.Default, PermissionMode.AcceptEdits, PermissionMode.Plan];

    private readonly ITerminal _terminal;
    private readonly Screen _screen;
    private readonly Narrator _narrator;
    private readonly Prompter _prompter;
    private readonly PanelQueue _panels;
    private readonly Queue<(string Shown, string Whole)> _queued = [];
    private readonly Spinner _spinner = new();
    private AgentRun? _run;
    private Standing _standing = new("", 0, "default");
    private Action? _interrupt;
    private TaskCompletionSource<string?>? _next;
    private bool _isLeaving, _isClosed, _hasAskedToLeave;

    /// <param name="terminal">Where it is shown.</param>
    /// <param name="prompter">The prompt.</param>
    /// <param name="styled">Whether styles may be used.</param>
    /// <param name="patience">Keys so soon after a question were not meant for it.</param>
    public Stage(ITerminal terminal, Prompter prompter, bool styled, TimeSpan patience)
    {
        (_terminal, _prompter, _panels) = (terminal, prompter, new PanelQueue(_spinner, patience));
        _screen = new Screen(terminal.Output, styled);
        _narrator = new Narrator(styled, _screen.Commit);
    }

    public int ExitCode { get; private set; }

    public void Use(AgentRun run, Standing standing)
    {
        (_run, _standing) = (run, standing);
        _narrator.Folder = run.Facts.Folder;
    }

    public void Print(Line line) => _screen.Commit(line);

    /// <summary>Sends the terminal what draws nothing, between two frames.</summary>
    public void Signal(string sequence)
    {
        if (!_isClosed)
            _terminal.Output.Write(Encoding.UTF8.GetBytes(sequence));
    }

    /// <summary>Somebody waits for the next prompt; one that was typed meanwhile comes at once.</summary>
    public void Await(TaskCompletionSource<string?> next)
    {
        _next = next;
        if (_isLeaving)
            next.TrySetResult(null);
        else if (_queued.TryDequeue(out var typed))
            Deliver(typed.Shown, typed.Whole);
    }

    public void Begin(Action interrupt, Action turn)
    {
        _interrupt = interrupt;
        _spinner.Start(turn);
    }

    public void Take(AgentEvent found, Standing standing)
    {
        _standing = standing;
        _narrator.Take(found);
    }

    public void End()
    {
        _narrator.EndText();
        _interrupt = null;
        _spinner.Stop();
    }

    public void Turn() => _spinner.Turn();

    public void Ask(IPanel panel, ToolCall? call)
    {
        if (call is { } shown)
            _narrator.TellDiff(shown);
        _panels.Ask(panel);
    }

    /// <summary>A question that nobody waits for any more.</summary>
    public void Drop(IPanel panel) => _panels.Drop(panel);

    public void Resize() => _screen.Resize(_terminal.Size.Columns);

    /// <summary>Gives the terminal back and stops the process; goes on when it is continued.</summary>
    public void Suspend(bool wholeJob)
    {
        _screen.Clear();
        _terminal.Suspend(wholeJob);
    }

    /// <summary>The process was stopped and goes on; the shell has had the terminal meanwhile.</summary>
    public void Resume()
    {
        _terminal.Retake();
        _screen.Clear();
    }

    /// <summary>The conversation ends: the person leaves, or the system asks.</summary>
    public void Leave(int code)
    {
        (_isLeaving, ExitCode) = (true, code);
        _interrupt?.Invoke();
        _next?.TrySetResult(null);
    }

    /// <summary>Nothing is live any more.</summary>
    public void Close()
    {
        End();
        if (!_isClosed)
            _screen.Clear();
        _isClosed = true;
    }

    /// <summary>The terminal cannot be used any more: whoever waits is released.</summary>
    public void Abandon()
    {
        _isClosed = true;
        _panels.Cancel();
        _spinner.Stop();
        Leave(ExitCode);
    }

    public void Take(IReadOnlyList<Key> keys)
    {
        foreach (var key in keys)
            Take(key);
    }

    public void Draw()
    {
        if (_isClosed)
            return;
        var hint = _hasAskedToLeave ? "Ctrl-C again leaves" : "";
        var (rows, cursor) = StageView.Of(_terminal.Size, _narrator.Live, _spinner, _queued.Select(q => q.Shown), _panels.Current, _prompter, _standing, hint);
        _screen.Draw(rows, cursor, _terminal.Size);
    }
}
