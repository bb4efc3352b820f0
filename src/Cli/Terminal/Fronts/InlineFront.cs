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

/// <summary>A conversation with a live area: all that happens becomes an action of one <see cref="FrameLoop"/>, so nothing is locked.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="stage">What is on it.</param>
internal sealed class InlineFront(ITerminal terminal, Stage stage) : IFront
{
    private readonly FrameLoop _loop = new(stage);
    private volatile AgentRun? _run;

    public int ExitCode => stage.ExitCode;

    public bool TakesPromptsMeanwhile => true;

    public int Width => terminal.Size.Columns - 1;

    public void Start()
    {
        terminal.Start(new TerminalEvents(
            keys => _loop.Post(() => stage.Take(keys)),
            () => _loop.Post(stage.Resize),
            () => _loop.Post(() => stage.Suspend(wholeJob: false)),
            () => _loop.Post(stage.Resume),
            code => _loop.Post(() => stage.Leave(code))));
        _loop.Start();
    }

    public void Use(AgentRun run, Standing standing)
    {
        _run = run;
        _loop.Post(() => stage.Use(run, standing));
    }

    public Task<string?> NextAsync()
    {
        var next = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _loop.Post(() => stage.Await(next)) ? next.Task : Task.FromResult<string?>(null);
    }

    public void Print(Line line) => _loop.Post(() => stage.Print(line));

    public void Signal(string sequence) => _loop.Post(() => stage.Signal(sequence));

    public void Begin(Action interrupt) => _loop.Post(() => stage.Begin(interrupt, () => _loop.TryPost(stage.Turn)));

    public ValueTask TakeAsync(AgentEvent found, Standing standing) => _loop.PostAsync(() => stage.Take(found, standing));

    public async Task EndAsync()
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_loop.Post(() =>
        {
            stage.End();
            shown.SetResult();
        }))
            await shown.Task.ConfigureAwait(false);
    }

    public async ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel)
    {
        foreach (var line in PlanLines.Of(call))
            Print(line);
        var panel = new ConsentPanel(CallTitle.Of(call), asked.Reason, ConsentOffer.Of(call, _run!.Authority));
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
        _loop.Post(stage.Close);
        try
        {
            _loop.End();
        }
        finally
        {
            terminal.Dispose();
        }
    }

    /// <summary>Asks the person. A panel that nobody shows, or nobody waits for, is answered at once, whatever the terminal does.</summary>
    private CancellationTokenRegistration Show(IPanel panel, ToolCall? call, CancellationToken cancel)
    {
        if (!_loop.Post(() => stage.Ask(panel, call)))
            panel.Cancel();
        return cancel.Register(() =>
        {
            panel.Cancel();
            _loop.Post(() => stage.Drop(panel));
        });
    }
}
