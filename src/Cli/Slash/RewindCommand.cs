using Pith.Cli.Runs;
using Pith.Sessions;

namespace Pith.Cli.Slash;

/// <summary><c>/rewind</c>: files and conversation as they were.</summary>
internal sealed class RewindCommand : ISlashCommand
{
    public string Name => "rewind";

    public string Operand => "[TURN]";

    public string Summary => "Take files and conversation back to before a request; without one, list the requests";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        if (call.Run.Session is not { } session)
            throw Failure.Usage("no session is kept (--no-session-persistence), so there is nothing to go back to");
        var rewind = new Rewind(session.Path, call.Run.Store, new SessionFolder(call.Run.Store.Root), new SessionOptions { Holder = $"process {Environment.ProcessId}, pith", Warn = call.Print });
        if (call.Argument.Length == 0)
        {
            foreach (var asked in rewind.Turns)
                call.Print(Rewind.Line(asked, LocalTime.Of(asked.When)));
            return new(SlashEffect.None);
        }

        var turn = rewind.Turn(call.Argument);
        var log = rewind.Conversation(turn);
        try
        {
            foreach (var file in rewind.Files(turn, log))
                call.Print(Rewind.Line(file, isPlan: false));
            foreach (var lost in call.Run.GoOnIn(log))
                call.Print(lost);
        }
        finally
        {
            if (call.Run.Session != log)
                log.Dispose(); // nobody goes on in it
        }

        call.Print($"the conversation goes on before request {turn.Number}, in session {log.Id}; session {session.Id} keeps what came after");
        return new(SlashEffect.None);
    }
}
