using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The facts of a session that are no part of its conversation, as the log took them.</summary>
public static class SessionFacts
{
    /// <summary>All of a kind in order, through every log the session was forked from. Memory is that of one.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="kind">What they are.</param>
    public static IEnumerable<SessionFact> Of(string path, string kind)
    {
        var type = Encoding.UTF8.GetBytes($"pith-{kind}");
        using var reader = new SessionReader(path);
        while (reader.Read())
            if (FactOf(reader, type) is { } fact)
                yield return fact;
    }

    private static SessionFact? FactOf(SessionReader reader, ReadOnlySpan<byte> type)
    {
        if (reader.Line.IndexOf(type) < 0)
            return null;
        var record = JsonValue.Of(reader.Line);
        return record.Field("type"u8).Is(type)
            ? new SessionFact(Encoding.UTF8.GetString(record.Field("timestamp"u8).Bytes), record.Field("data"u8).Raw.ToArray(), reader.Sequence, reader.Session)
            : null;
    }
}
