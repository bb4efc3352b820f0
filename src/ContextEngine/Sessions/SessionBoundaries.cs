using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The boundaries of a session that count: those whose last record was written.</summary>
internal static class SessionBoundaries
{
    /// <summary>All of them, oldest first. Costs one pass over the log.</summary>
    public static List<SessionBoundary> Of(string path)
    {
        var found = new List<SessionBoundary>();
        SessionBoundary? begun = null;
        var needsReceipt = false;
        using var reader = new SessionReader(path);
        while (reader.Read())
            if (reader.Line.IndexOf("\"subtype\":\"compact_boundary\""u8) >= 0 && JsonValue.Of(reader.Line) is var record && record.Field("subtype"u8).Is("compact_boundary"u8))
            {
                var metadata = record.Field("compactMetadata"u8);
                needsReceipt = !metadata.Field("restated"u8).Raw.IsEmpty;
                begun = new SessionBoundary(reader.Session, reader.Sequence, metadata.Field("trigger"u8).Is("uncollapse"u8));
            }
            else if (begun is { } boundary && (needsReceipt ? SessionReceipts.IsReceipt(reader.Line) : JsonValue.Of(reader.Line).Field("isCompactSummary"u8).IsTrue))
            {
                found.Add(boundary);
                begun = null;
            }

        return found;
    }

    /// <summary>Those that have not been undone.</summary>
    public static List<SessionBoundary> Standing(string path)
    {
        var standing = new List<SessionBoundary>();
        foreach (var boundary in Of(path))
            if (!boundary.IsUndo)
                standing.Add(boundary);
            else if (standing.Count > 0)
                standing.RemoveAt(standing.Count - 1);
        return standing;
    }
}
