using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Sessions;
using Pith.Tools.Files;

namespace Pith.Cli.Verbs;

/// <summary><c>pith sessions rewind</c>: conversation, files or both as they were before a request.</summary>
internal static class RewindVerb
{
    public static int Run(Invocation invocation)
    {
        var path = SessionRooms.Find(invocation);
        var rewind = new Rewind(path, StoreRoot.Open(invocation.Around), SessionRooms.Of(invocation.Around), SessionRooms.Options(invocation));
        if (invocation.Word(Flags.ToTurn) is not { } number)
            return StoreVerbs.Print(invocation, string.Concat(rewind.Turns.Select(t => PlainTable.OneLine(Rewind.Line(t, t.When)) + "\n")));
        var turn = rewind.Turn(number);
        var (files, conversation) = (invocation.Has(Flags.RewindFiles) || !invocation.Has(Flags.RewindConversation), invocation.Has(Flags.RewindConversation) || !invocation.Has(Flags.RewindFiles));
        if (invocation.Has(Flags.DryRun))
            return Print(invocation, files ? rewind.Files(turn, null) : [], isPlan: true, conversation ? $"the conversation would go on before request {turn.Number}, in a session of its own" : "");
        return SessionRooms.Writing(() =>
        {
            using var log = conversation ? rewind.Conversation(turn) : SessionLog.Resume(path, StoreRoot.Open(invocation.Around), SessionRooms.Options(invocation));
            return Print(invocation, files ? rewind.Files(turn, log) : [], isPlan: false, conversation ? log.Id : "");
        });
    }

    private static int Print(Invocation invocation, IReadOnlyList<RestoredFile> files, bool isPlan, string session)
    {
        StoreVerbs.Print(invocation, string.Concat(files.Select(f => PlainTable.OneLine(Rewind.Line(f, isPlan)) + "\n")) + (session.Length > 0 ? session + "\n" : ""));
        var left = files.Count(f => f.Outcome is RestoreOutcome.ChangedByOthers or RestoreOutcome.Failed);
        if (left == 0)
            return ExitCode.Done;
        invocation.Around.Complain($"{left} of {files.Count} files {(isPlan ? "would not be" : "were not")} brought back; what they held before is in the store, and 'pith store list' shows it");
        return ExitCode.CannotWrite;
    }
}
