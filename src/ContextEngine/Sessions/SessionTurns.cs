using System.Text;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The requests of a session, through every log of ours that it was forked from.</summary>
public static class SessionTurns
{
    /// <summary>All of them, oldest first. Costs one pass over the log.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    public static IReadOnlyList<SessionTurn> Of(string path, BlobStore blobs)
    {
        var turns = new List<SessionTurn>();
        using var reader = new SessionReader(path);
        while (reader.Read())
        {
            if (reader.IsCopy || reader.IsOfBoundary)
                continue;
            var record = JsonValue.Of(reader.Line);
            if (ContentRestore.IsMessage(record, out var isAssistant) && !isAssistant && RequestOf(new SessionMessage(Role.User, ContentRestore.Of(record, blobs, out _), reader.Sequence, reader.Session, null)) is { } text)
                turns.Add(new SessionTurn(turns.Count + 1, text, Encoding.UTF8.GetString(record.Field("timestamp"u8).Bytes), reader.Session, reader.Sequence));
        }

        return turns;
    }

    /// <summary>The data of every record of a kind that came after a turn began, in order.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="kind">The kind.</param>
    public static IReadOnlyList<byte[]> FactsSince(string path, SessionTurn turn, string kind)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var (facts, isSince, type) = (new List<byte[]>(), false, Encoding.UTF8.GetBytes($"pith-{kind}"));
        using var reader = new SessionReader(path);
        while (reader.Read())
        {
            isSince |= (reader.Session, reader.Sequence) == (turn.Session, turn.Sequence);
            if (isSince && reader.Line.IndexOf(type) >= 0 && JsonValue.Of(reader.Line) is var record && record.Field("type"u8).Is(type))
                facts.Add(record.Field("data"u8).Raw.ToArray());
        }

        return facts;
    }

    /// <summary>The words of a request: those behind what pith told beside them; null for results of calls.</summary>
    private static string? RequestOf(SessionMessage message)
    {
        var blocks = SessionBlock.Of(message);
        return blocks.Any(b => b.Kind == BlockKind.Result) ? null : blocks.LastOrDefault(b => b.Kind == BlockKind.Text)?.Text;
    }
}
