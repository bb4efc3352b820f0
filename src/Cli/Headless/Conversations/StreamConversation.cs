using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Pith.Agents;
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
    private readonly RunInterrupt _interrupt = new();
    private readonly AgentRun _run;
    private readonly StreamJsonOutput _output;

    /// <summary>Opens the run when the first line is there: a greeting names servers and texts that every request begins with.</summary>
    private StreamConversation(Invocation given, ConversationInput input, ControlLink link, JsonElement first)
    {
        var request = first.Word("type") == "control_request" && first.Field("request") is var asked && asked.Word("subtype") == "initialize" ? asked : default;
        var greeting = new ProgramGreeting(link, request);
        _invocation = given.With(words =>
        {
            foreach (var (flag, word) in greeting.Words())
                words[flag] = word;
        });
        IPerson person = _invocation.Word(Flags.PermissionPromptTool) is null ? new NoPerson() : new RemotePerson(link, Grant, _interrupt.Now);
        try
        {
            _run = AgentRun.Open(_invocation, person, servers: greeting.Servers);
        }
        catch (Failure refused) when (request.ValueKind == JsonValueKind.Object)
        {
            link.Refuse(first.Word("request_id") ?? "", refused.Message);
            throw;
        }

        _output = new StreamJsonOutput(_invocation.Around, _run.Facts, _invocation.Has(Flags.IncludePartial));
        input.AnswerWith(new ControlDesk(_invocation, link, _run, _interrupt.Now, request.ValueKind == JsonValueKind.Object).Take);
    }

    public static int Run(Invocation invocation)
    {
        if (invocation.Word(Flags.OutputFormat) != "stream-json")
            throw Failure.Usage("--input-format stream-json answers in the same form; add --output-format stream-json");
        if (invocation.Operands.Count > 0)
            throw Failure.Usage("--input-format stream-json takes its prompts from standard input; leave the prompt out");
        if (invocation.Word(Flags.PermissionPromptTool) is { } tool && tool != "stdio")
            throw Failure.Usage("--permission-prompt-tool takes stdio: consent is asked for over standard output and input");
        return FollowAsync(invocation).GetAwaiter().GetResult();
    }

    public void Dispose() => _run.Dispose();

    private static async Task<int> FollowAsync(Invocation invocation)
    {
        using var stop = new RunStop();
        var link = new ControlLink(invocation.Around.Out);
        var input = new ConversationInput(invocation.Around.In, link);
        var reading = Task.Factory.StartNew(input.Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var code = ExitCode.Done;
        try
        {
            using var conversation = new StreamConversation(invocation, input, link, await input.First.WaitAsync(stop.Token).ConfigureAwait(false));
            if ((await conversation._run.Hooks.BeginEarlyAsync(stop.Token).ConfigureAwait(false)).FirstMessage is { } first)
                code = await conversation.TurnAsync(UserPrompt.Of(Encoding.UTF8.GetBytes(first)), stop.Token).ConfigureAwait(false);
            while (await conversation.NextAsync(input.Messages, stop.Token).ConfigureAwait(false) is { } line)
                code = line.Problem is { } problem ? conversation.Refuse(problem) : await conversation.TurnAsync(line, stop.Token).ConfigureAwait(false);
            await reading.ConfigureAwait(false); // what went wrong with the input is thrown here
            return code;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            invocation.Around.Complain("interrupted; the session holds what was whole, and --continue goes on");
            return stop.ExitCode;
        }
    }

    /// <summary>The next message; null at the end. While none comes hooks may wake the agent, which then has a turn of its own.</summary>
    private async Task<UserLine?> NextAsync(ChannelReader<UserLine> messages, CancellationToken stop)
    {
        var next = messages.WaitToReadAsync(stop).AsTask();
        for (var woken = 0; woken < LateWords.MostWoken && !next.IsCompleted && await Task.WhenAny(next, _run.Hooks.Late.Woken).ConfigureAwait(false) != next;)
            if (_run.Hooks.LateNotes() is { Count: > 0 } notes)
            {
                woken++;
                await TurnAsync(UserPrompt.Of(Encoding.UTF8.GetBytes(string.Join('\n', notes))), stop).ConfigureAwait(false);
            }

        return await next.ConfigureAwait(false) && messages.TryRead(out var line) ? line : null;
    }

    private Task<int> TurnAsync(UserLine line, CancellationToken stop) => TurnAsync(line.Prompt, stop, _invocation.Has(Flags.ReplayUser) ? line : null);

    private async Task<int> TurnAsync(UserPrompt prompt, CancellationToken stop, UserLine? replayed = null)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _interrupt.Begin(turn);
        _output.Begin();
        if (replayed is not null)
            _output.Replay(replayed);
        try
        {
            return await Following.AsyncOf(_run.WorkAsync(prompt, turn.Token), _output, _invocation.Around).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _output.Interrupted();
            return ExitCode.Interrupted;
        }
        finally
        {
            _interrupt.End();
        }
    }

    private int Refuse(string problem)
    {
        _invocation.Around.Complain(problem);
        _output.Refused(problem);
        return ExitCode.BadInput;
    }

    private void Grant(JsonElement updates) => _run.Grant(updates, "the program's consent");
}
