using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The boundaries of a session: those that were written whole.</summary>
internal static class SessionBoundaries
{
    /// <summary>Those that have not been undone, oldest first. Costs one pass over the log.</summary>
    public static List<SessionBoundary> Standing(string path)
    {
        var standing = new List<SessionBoundary>();
        using var reader = new SessionReader(path);
        while (reader.Read())
            if (!reader.IsBoundary)
                continue;
            else if (!JsonValue.Of(reader.Line).Field("compactMetadata"u8).Field("trigger"u8).Is("uncollapse"u8))
                standing.Add(new SessionBoundary(reader.Session, reader.Sequence));
            else if (standing.Count > 0)
                standing.RemoveAt(standing.Count - 1);
        return standing;
    }
}
