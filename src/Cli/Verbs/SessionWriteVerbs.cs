using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Sessions;

namespace Pith.Cli.Verbs;

/// <summary><c>pith sessions fork|rename|rm</c>: the only commands that change what sessions there are.</summary>
internal static class SessionWriteVerbs
{
    public static int Fork(Invocation invocation)
    {
        var path = SessionRooms.Find(invocation);
        if (new FileInfo(path).Length == 0)
            throw Failure.BadInput($"{InputFile.Shown(path)} holds no record, so there is nothing to go on from");
        InputFile.RequireReadable(path);
        var id = SessionRooms.Writing(() =>
        {
            if (ForeignReference.IsForeign(path))
            {
                var header = new SessionHeader { Cwd = Environment.CurrentDirectory, Program = $"pith/{Product.Version}" };
                using var adopted = SessionLog.Adopt(ForeignReference.Of(path), SessionRooms.Of(invocation.Around), header, StoreRoot.Open(invocation.Around), SessionRooms.Options(invocation));
                return adopted.Id;
            }

            using var fork = SessionLog.Fork(path, SessionRooms.Of(invocation.Around), StoreRoot.Open(invocation.Around), SessionRooms.Options(invocation));
            return fork.Id;
        });
        return StoreVerbs.Print(invocation, $"{id}\n");
    }

    public static int Rename(Invocation invocation)
    {
        var title = SessionTitle.Of(invocation.Operands[1]);
        if (title.Length == 0)
            throw Failure.Usage("a title needs a word; write for example: pith sessions rename 6ba7b810 'The parser'");
        var path = SessionRooms.Find(invocation);
        return SessionRooms.Writing(() =>
        {
            using var session = SessionLog.Resume(path, StoreRoot.Open(invocation.Around), SessionRooms.Options(invocation));
            session.AppendTitle(title);
            return ExitCode.Done;
        });
    }

    public static int Remove(Invocation invocation)
    {
        var path = SessionRooms.Find(invocation);
        return SessionRooms.Writing(() =>
        {
            SessionRooms.Of(invocation.Around).Remove(path, $"process {Environment.ProcessId}, pith {invocation.Name}");
            return ExitCode.Done;
        });
    }
}
