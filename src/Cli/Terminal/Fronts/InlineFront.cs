using System.Threading.Channels;
using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Cli.Terminal.Devices;
using Pith.Cli.Terminal.Panels;
using Pith.Cli.Terminal.Reports;
using Pith.Cli.Texts;
using Pith.Permissions.Decisions;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>
/// A conversation with a live area. All that happens becomes an action in one queue, and one loop takes them and draws, so
/// nothing is locked. While nothing happens nothing runs: the loop waits, the keys wait in the kernel, there is no timer.
/// </summary>
/// <param name="terminal">The terminal.</param>
/// <param name="stage">What is on it.</param>
internal sealed class InlineFront(ITerminal terminal, Stage stage) : IFront
{
    private const int MostWaiting = 512, MostInOneFrame = 256, FrameMs = 16;

    private readonly Channel<Action> _actions = Channel.CreateBounded<Action>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private Task _loop = Task.CompletedTask;
    private volatile AgentRun? _run;

    public int ExitCode => stage.ExitCode;

    public int Width => terminal.Size.Columns - 1;

    public void Start()
    {
        terminal.Start(new TerminalEvents(
            keys => Post(() => stage.Take(keys)),
            () => Post(stage.Resize),
            () => Post(() => stage.Suspend(wholeJob: false)),
            () => Post(stage.Resume),
            code => Post(() => stage.Leave(code))));
        _loop = Task.Run(LoopAsync);
    }

    public void Use(AgentRun run, Standing standing)
    {
        _run = run;
        Post(() => stage.Use(run, standing));
    }

    public Task<string?> NextAsync()
    {
        var next = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Post(() => stage.Await(next)) ? next.Task : Task.FromResult<string?>(null);
    }

    public void Print(Line line) => Post(() => stage.Print(line));

    public void Begin(Action interrupt) => Post(() => stage.Begin(interrupt, () => _actions.Writer.TryWrite(stage.Turn)));

    public async ValueTask TakeAsync(AgentEvent found, Standing standing)
    {
        while (await _actions.Writer.WaitToWriteAsync().ConfigureAwait(false))
            if (_actions.Writer.TryWrite(() => stage.Take(found, standing)))
                return;
    }

    public async Task EndAsync()
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Post(() =>
        {
            stage.End();
            shown.SetResult();
        }))
            await shown.Task.ConfigureAwait(false);
    }

    public async ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel)
    {
        var authority = _run!.Authority;
        var panel = new ConsentPanel(CallTitle.Of(call), asked.Reason, authority.Offer, authority.Allow);
        await using var registration = Show(panel, call, cancel).ConfigureAwait(false);
        return await panel.Answer.ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<UserQuestion> questions, CancellationToken cancel)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var panel = new QuestionPanel(question);
            await using var registration = Show(panel, null, cancel).ConfigureAwait(false);
            answers.Add(await panel.Answer.ConfigureAwait(false));
        }

        return answers;
    }

    public void Dispose()
    {
        Post(stage.Close);
        _actions.Writer.TryComplete();
        try
        {
            _loop.GetAwaiter().GetResult();
        }
        finally
        {
            terminal.Dispose();
        }
    }

    /// <summary>Asks the person. A panel that nobody shows, or nobody waits for, is answered at once, whatever the terminal does.</summary>
    private CancellationTokenRegistration Show(IPanel panel, ToolCall? call, CancellationToken cancel)
    {
        if (!Post(() => stage.Ask(panel, call)))
            panel.Cancel();
        return cancel.Register(() =>
        {
            panel.Cancel();
            Post(() => stage.Drop(panel));
        });
    }

    /// <summary>Puts an action in the queue; waits where it is full. False when nobody looks any more.</summary>
    private bool Post(Action action)
    {
        while (!_actions.Writer.TryWrite(action))
            if (!_actions.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
                return false;
        return true;
    }

    /// <summary>Draws until the end. A terminal that fails ends it too, and leaves nobody waiting; <see cref="Dispose"/> says why.</summary>
    private async Task LoopAsync()
    {
        try
        {
            await DrawAsync().ConfigureAwait(false);
        }
        finally
        {
            _actions.Writer.TryComplete();
            try
            {
                while (_actions.Reader.TryRead(out var action))
                    action();
            }
            finally
            {
                // Behind the last action, which may be a question.
                stage.Abandon();
            }
        }
    }

    private async Task DrawAsync()
    {
        var last = 0L;
        while (await _actions.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            TakeWaiting();
            // A flood of small pieces is drawn sixty times a second, not a thousand times.
            if (Environment.TickCount64 - last is var since && since < FrameMs)
            {
                await Task.Delay(FrameMs - (int)since).ConfigureAwait(false);
                TakeWaiting();
            }

            stage.Draw();
            last = Environment.TickCount64;
        }
    }

    private void TakeWaiting()
    {
        for (var i = 0; i < MostInOneFrame && _actions.Reader.TryRead(out var action); i++)
            action();
    }
}
