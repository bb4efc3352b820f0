using System.Runtime.InteropServices;
using System.Text;
using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Cli.Terminal.Panels;
using Pith.Cli.Terminal.Reports;
using Pith.Cli.Texts;
using Pith.Permissions.Decisions;
using Pith.Tools;
using Pith.Tools.Questions;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>A conversation in plain lines, for screen readers and simple terminals: the terminal itself edits what is typed, nothing is drawn twice, no escape is sent.</summary>
internal sealed class PlainFront : IFront
{
    private readonly Surroundings _around;
    private readonly Narrator _narrator;
    private readonly TypedLines _lines;
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly Lock _turn = new();
    private volatile AgentRun? _run;
    private volatile Action? _interrupt;
    private Standing _standing = new("", 0, "default");
    private bool _hasAskedToLeave;

    public PlainFront(Surroundings around)
    {
        _around = around;
        _lines = new TypedLines(around.In);
        _narrator = new Narrator(styled: false, Print);
    }

    public int ExitCode { get; private set; }

    public bool TakesPromptsMeanwhile => false; // the next line answers whatever is asked

    public int Width => _around.Width;

    public void Start()
    {
        _lines.Start(() => _interrupt?.Invoke());
        if (OperatingSystem.IsWindows())
            return;
        foreach (var (signal, code) in (ReadOnlySpan<(PosixSignal, int)>)[(PosixSignal.SIGINT, 0), (PosixSignal.SIGTERM, 143), (PosixSignal.SIGHUP, 129)])
            _signals.Add(PosixSignalRegistration.Create(signal, context => Take(context, code)));
    }

    public void Use(AgentRun run, Standing standing)
    {
        (_run, _standing) = (run, standing);
        _narrator.Folder = run.Facts.Folder;
    }

    public async Task<string?> NextAsync()
    {
        Write("> ");
        var whole = "";
        while (await _lines.NextAsync().ConfigureAwait(false) is { } line)
        {
            _hasAskedToLeave = false;
            if (line.EndsWith('\\'))
                whole += line[..^1] + "\n";
            else if (whole.Length + line.Length > 0)
                return whole + line;
            else
                Write("> ");
        }

        return null;
    }

    public void Print(Line line) => Write($"{line}\n");

    public void Begin(Action interrupt) => _interrupt = interrupt;

    public ValueTask TakeAsync(AgentEvent found, Standing standing)
    {
        _standing = standing;
        _narrator.Take(found);
        return default;
    }

    public Task EndAsync()
    {
        _interrupt = null;
        _narrator.EndText();
        Print(Line.Of($"[{StatusLine.Of(_standing, 200)}]"));
        return Task.CompletedTask;
    }

    public async ValueTask<Consent> AskAsync(ITool tool, ToolCall call, Decision asked, CancellationToken cancel)
    {
        _narrator.TellDiff(call);
        _lines.Forget();
        foreach (var line in PlanLines.Of(call))
            Print(line);
        foreach (var line in WholeCall.Of(call, int.MaxValue))
            Print(line);
        Print(Line.Of($"May it run {CallTitle.Of(call)}? {asked.Reason}."));
        var offer = ConsentOffer.Of(call, _run!.Authority);
        while (true)
        {
            Write(offer is null ? "y for yes once, n for no and why: " : $"y for yes once, a for {CleanText.LineOf(offer.Words)}, n for no and why: ");
            var answer = await _lines.AnswerAsync(cancel).ConfigureAwait(false);
            switch (answer)
            {
                case "y" or "yes":
                    return Consent.Once;
                case "a" when offer is not null:
                    offer.Take();
                    return Consent.Once;
                case ['n', .. var why]:
                    return ConsentPanel.Refusal((why.StartsWith('o') ? why[1..] : why).TrimStart(' ', ',', ':', ';', '.'));
            }
        }
    }

    public async Task<IReadOnlyList<string>?> AnswerAsync(IReadOnlyList<UserQuestion> questions, CancellationToken cancel)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            _lines.Forget();
            Print(Line.Of(question.Text));
            for (var i = 0; i < question.Options.Count; i++)
                Print(Line.Of($"{i + 1} for {question.Options[i].Label}. {question.Options[i].Description}"));
            Write(question.TakesSeveral ? "numbers, as in 1,2, or your own words: " : "a number, or your own words: ");
            var answer = await _lines.AnswerAsync(cancel).ConfigureAwait(false);
            answers.Add(OptionNumbers.Labels(question, answer) ?? answer);
        }

        return answers;
    }

    public void Dispose()
    {
        Write("\n"); // behind the prompt that nobody answers any more
        _signals.ForEach(s => s.Dispose());
    }

    private void Take(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        var interrupt = _interrupt;
        if (code == 0 && interrupt is not null)
        {
            interrupt();
            return;
        }

        if (code == 0 && !_hasAskedToLeave)
        {
            _hasAskedToLeave = true;
            Write("\nCtrl-C again leaves\n> ");
            return;
        }

        ExitCode = code;
        interrupt?.Invoke();
        _lines.End();
    }

    private void Write(string text)
    {
        lock (_turn)
            _around.Out.Write(Encoding.UTF8.GetBytes(text));
    }
}
