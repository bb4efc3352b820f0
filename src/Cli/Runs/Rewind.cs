using Pith.Sessions;
using Pith.Store;
using Pith.Tools.Files;

namespace Pith.Cli.Runs;

/// <summary>Takes a session back to before a request: the conversation by a fork, so that nothing is lost; the files by compare and swap, so that no work of others is.</summary>
internal sealed class Rewind(string path, BlobStore store, SessionFolder sessions, SessionOptions options)
{
    /// <summary>The requests there are.</summary>
    public IReadOnlyList<SessionTurn> Turns { get; } = SessionTurns.Of(path, store);

    /// <summary>The request of a number, or a failure that says which there are.</summary>
    public SessionTurn Turn(string number) =>
        int.TryParse(number, out var wanted) && wanted >= 1 && wanted <= Turns.Count
            ? Turns[wanted - 1]
            : throw Failure.Usage(Turns.Count == 0 ? "the session has no request to go back to" : $"there is no request '{Failure.Shown(number)}'; the session has {Turns.Count}, from 1");

    /// <summary>The conversation as it was before a request, in a session of its own. The caller disposes it.</summary>
    public SessionLog Conversation(SessionTurn turn) => SessionLog.ForkBefore(path, turn, sessions, store, options);

    /// <summary>What became, or would become, of the files that were changed since.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="log">Takes what the restoring itself changes; null to look only.</param>
    public IReadOnlyList<RestoredFile> Files(SessionTurn turn, SessionLog? log)
    {
        var changes = new List<FileChange>();
        foreach (var fact in SessionTurns.FactsSince(path, turn, "file-change"))
            if (FileChange.TryRead(fact, out var change))
                changes.Add(change);
        return log is null ? FileHistory.Foresee(changes) : new FileHistory(store, change => SessionChoice.Record(log, change)).Restore($"rewind-{turn.Number}", changes);
    }

    /// <summary>One file as a line.</summary>
    public static string Line(RestoredFile file, bool isPlan) => file.Outcome switch
    {
        RestoreOutcome.AsBefore => $"  as before     {file.Path}",
        RestoreOutcome.Restored => $"  {(isPlan ? "would restore" : "restored     ")} {file.Path}",
        RestoreOutcome.Removed => $"  {(isPlan ? "would remove " : "removed      ")} {file.Path}",
        RestoreOutcome.ChangedByOthers => $"  left alone    {file.Path}: someone else changed it since",
        _ => $"  failed        {file.Path}: {file.Reason}",
    };

    /// <summary>One request as a line.</summary>
    /// <param name="turn">The request.</param>
    /// <param name="when">Its time, as whoever reads the line wants it.</param>
    public static string Line(SessionTurn turn, string when)
    {
        var text = string.Join(' ', turn.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"{turn.Number,4}  {when}  {(text.Length <= 80 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[78]) ? 78 : 79), "…"))}";
    }
}
