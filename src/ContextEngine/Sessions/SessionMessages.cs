using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The messages of a session in order, as they were appended.</summary>
public static class SessionMessages
{
    /// <summary>All of them, also those before a compaction. Memory is that of one message.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    public static IEnumerable<SessionMessage> All(string path, BlobStore blobs) => Since(null, path, blobs);

    // A boundary counts with the summary behind it: where that could not be written, nothing was compacted.
    internal static (string Session, long Sequence)? LastBoundary(string path)
    {
        (string, long)? found = null, begun = null;
        using var reader = new SessionReader(path);
        while (reader.Read())
            if (reader.Line.IndexOf("\"subtype\":\"compact_boundary\""u8) >= 0 && JsonValue.Of(reader.Line).Field("subtype"u8).Is("compact_boundary"u8))
                begun = (reader.Session, reader.Sequence);
            else if (begun is not null && JsonValue.Of(reader.Line).Field("isCompactSummary"u8).IsTrue)
                (found, begun) = (begun, null);
        return found;
    }

    internal static IEnumerable<SessionMessage> Since((string Session, long Sequence)? boundary, string path, BlobStore blobs)
    {
        var isBefore = boundary is not null;
        using var reader = new SessionReader(path);
        while (reader.Read())
        {
            if (isBefore)
                isBefore = (reader.Session, reader.Sequence) != boundary;
            else if (MessageOf(reader, blobs) is { } message)
                yield return message;
        }
    }

    private static SessionMessage? MessageOf(SessionReader reader, BlobStore blobs)
    {
        var record = JsonValue.Of(reader.Line);
        var type = record.Field("type"u8);
        var isAssistant = type.Is("assistant"u8);
        if (!isAssistant && !type.Is("user"u8))
            return null;
        var content = ContentRestore.Of(record, blobs, out var lost);
        return new SessionMessage(isAssistant ? Role.Assistant : Role.User, content, reader.Sequence, reader.Session, lost);
    }
}
