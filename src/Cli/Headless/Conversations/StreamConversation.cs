using System.Text.Json;
using System.Threading.Channels;
using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Text;

namespace Pith.Cli.Headless.Conversations;

/// <summary>
/// <c>--input-format stream-json</c>: a program writes messages and requests on standard input, a line each, and reads what
/// comes of them on standard output; several turns in one process, until the input ends.
/// </summary>
internal sealed class StreamConversation : IDisposable
{
    private readonly Invocation _invocation;
    private readonly ControlLink _link;
    private readonly Channel<UserLine> _messages = Channel.CreateUnbounded<UserLine>();
    private readonly TaskCompletionSource<JsonElement> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _opening = new();
    private readonly List<(string Id, JsonElement Request)> _early = [];
    private AgentRun? _run;
    private StreamJsonOutput? _output;
    private ControlDesk? _desk;
    private CancellationTokenSource? _turn;

    private StreamConversation(Invocation invocation)
    {
        _invocation = invocation;
        _link = new ControlLink(invocation.Around.Out);
    }

    public static int Run(Invocation invocation)
    {
        if (invocation.Word(Flags.OutputFormat) != "stream-json")
            throw Failure.Usage("--input-format stream-json answers in the same form; add --output-format stream-json");
        if (invocation.Operands.Count > 0)
            throw Failure.Usage("--input-format stream-json takes its prompts from standard input; leave the prompt out");
        if (invocation.Word(Flags.PermissionPromptTool) is { } tool && tool != "stdio")
            throw Failure.Usage("--permission-prompt-tool takes stdio: consent is asked for over standard output and input");
        using var conversation = new StreamConversation(invocation);
        return conversation.FollowAsync().GetAwaiter().GetResult();
    }

    public void Dispose() => _run?.Dispose();

    private async Task<int> FollowAsync()
    {
        using var stop = new RunStop();
        var reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var code = ExitCode.Done;
        try
        {
            Open(await _first.Task.WaitAsync(stop.Token).ConfigureAwait(false));
            await foreach (var line in _messages.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
                code = line.Problem is { } problem ? Refuse(problem) : await TurnAsync(line, stop.Token).ConfigureAwait(false);
            await reading.ConfigureAwait(false); // what went wrong with the input is thrown here
            return code;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            _invocation.Around.Complain("interrupted; the session holds what was whole, and --continue goes on");
            return stop.ExitCode;
        }
    }

    /// <summary>Opens the run when the first line is there: a greeting names servers and texts that every request begins with.</summary>
    private void Open(JsonElement first)
    {
        var request = first.Word("type") == "control_request" && first.Field("request") is var asked && asked.Word("subtype") == "initialize" ? asked : default;
        var greeting = new ProgramGreeting(_link, request);
        var invocation = _invocation.With(given =>
        {
            foreach (var (flag, word) in greeting.Words())
                given[flag] = word;
        });
        IPerson person = invocation.Word(Flags.PermissionPromptTool) is null ? new NoPerson() : new RemotePerson(_link, Grant, () => Interrupt());
        try
        {
            _run = AgentRun.Open(invocation, person, servers: greeting.Servers);
        }
        catch (Failure refused) when (request.ValueKind == JsonValueKind.Object)
        {
            _link.Refuse(first.Word("request_id") ?? "", refused.Message);
            throw;
        }

        _output = new StreamJsonOutput(invocation.Around, _run.Facts, invocation.Has(Flags.IncludePartial));
        lock (_opening)
        {
            _desk = new ControlDesk(invocation, _link, _run, Interrupt, request.ValueKind == JsonValueKind.Object);
            foreach (var (id, early) in _early)
                _desk.Take(id, early);
        }
    }

    private async Task<int> TurnAsync(UserLine line, CancellationToken stop)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _turn = turn;
        _output!.Begin();
        if (_invocation.Has(Flags.ReplayUser))
            _output!.Replay(line);
        try
        {
            return await Following.AsyncOf(_run!.WorkAsync(line.Prompt, turn.Token), _output, _invocation.Around).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _output!.Interrupted();
            return ExitCode.Interrupted;
        }
        finally
        {
            _turn = null;
        }
    }

    /// <summary>Reads until the input ends. Requests are answered at once, also while a turn is under way.</summary>
    private void Read()
    {
        try
        {
            var lines = new LineSource(_invocation.Around.In);
            while (lines.TryRead(out var line))
                if (!Utf8Text.IsBlank(line.Span))
                    Take(line);
        }
        finally
        {
            _link.Close();
            _first.TrySetResult(default);
            _messages.Writer.Complete();
        }
    }

    private void Take(ReadOnlyMemory<byte> text)
    {
        JsonElement line;
        try
        {
            using var document = ForeignJson.Parse(text);
            line = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            _messages.Writer.TryWrite(UserLine.Refused([], null, "a line of standard input is no JSON"));
            _first.TrySetResult(default);
            return;
        }

        var type = line.Word("type");
        if (type == "control_response" && line.TryGetProperty("response", out var response))
        {
            _link.Take(response);
            return;
        }

        if (type == "user")
            _messages.Writer.TryWrite(UserLine.Of(line));
        else if (type == "control_request" && line.TryGetProperty("request", out var request))
            Take(line.Word("request_id") ?? "", request);
        else
            return; // of anything else nothing is known that would have to be done
        _first.TrySetResult(line);
    }

    private void Take(string id, JsonElement request)
    {
        lock (_opening)
        {
            if (_desk is null)
                _early.Add((id, request));
            else
                _desk.Take(id, request);
        }
    }

    private int Refuse(string problem)
    {
        _invocation.Around.Complain(problem);
        _output!.Refused(problem);
        return ExitCode.BadInput;
    }

    private bool Interrupt()
    {
        try
        {
            _turn?.Cancel();
            return _turn is not null;
        }
        catch (ObjectDisposedException)
        {
            return false; // it ended in the same moment
        }
    }

    private void Grant(JsonElement updates)
    {
        foreach (var problem in _run!.Authority.Apply(updates))
            _invocation.Around.Complain($"warning: {problem}");
        _run!.Facts.Mode = Permissions.Settings.PermissionModes.All[(int)_run.Authority.Mode];
    }
}
