using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The boundaries of a session: those that were written whole.</summary>
internal static class SessionBoundaries
{
    /// <summary>Those that have not been undone, oldest first. Costs one pass over the log.</summary>
    public static IReadOnlyList<SessionBoundary> Standing(string path) => Read(path, out _);

    /// <summary>The newest that has not been undone and has this much of what was said behind it, in bytes of the log; null where none has. Costs one pass over the log.</summary>
    public static SessionBoundary? Behind(string path, long enough)
    {
        var standing = Read(path, out var whole);
        var found = standing.FindLastIndex(s => whole - s.Said >= enough);
        return found < 0 ? null : standing[found];
    }

    /// <summary>Those that stand, and what was said in all.</summary>
    private static List<SessionBoundary> Read(string path, out long said)
    {
        said = 0;
        var standing = new List<SessionBoundary>();
        using var reader = new SessionReader(path);
        while (reader.Read())
            if (!reader.IsBoundary)
                said += reader.IsOfBoundary ? 0 : reader.Line.Length;
            else if (!JsonValue.Of(reader.Line).Field("compactMetadata"u8).Field("trigger"u8).Is("uncollapse"u8))
                standing.Add(new SessionBoundary(reader.Place, said));
            else if (standing.Count > 0)
                standing.RemoveAt(standing.Count - 1);
        return standing;
    }
}
