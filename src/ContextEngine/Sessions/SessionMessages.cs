using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The messages of a session in order, as they were appended.</summary>
public static class SessionMessages
{
    /// <summary>All that was said, also before a compaction, and nothing that a boundary restated. Memory is that of one message.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    public static IEnumerable<SessionMessage> All(string path, BlobStore blobs) => Since(null, path, blobs);

    /// <summary>
    /// The conversation as if its last boundary had not been: from the one before on, or all of it, with everything that was
    /// said since. Null where no boundary stands.
    /// </summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    public static IReadOnlyList<SessionMessage>? Uncollapsed(string path, BlobStore blobs) => SessionBoundaries.Standing(path) switch
    {
        [] => null,
        [_] => [.. All(path, blobs)],
        [.., var before, _] => [.. Since(before, path, blobs)],
    };

    /// <summary>The messages from a boundary on, those that it restates first. Null is the beginning.</summary>
    internal static IEnumerable<SessionMessage> Since(SessionBoundary? boundary, string path, BlobStore blobs)
    {
        var (isBefore, restates) = (boundary is not null, false);
        using var reader = new SessionReader(path);
        while (reader.Read())
        {
            if (isBefore)
                restates = !(isBefore = (reader.Session, reader.Sequence) != (boundary!.Value.Session, boundary.Value.Sequence));
            else if (restates && SessionReceipts.IsReceipt(reader.Line))
                restates = false;
            else if ((restates || !IsRestated(reader.Line)) && MessageOf(reader, blobs) is { } message)
                yield return message;
        }
    }

    /// <summary>Whether a boundary wrote a message, as against someone who said it.</summary>
    internal static bool IsRestated(ReadOnlySpan<byte> line) =>
        line.IndexOf("\"restated\":true"u8) >= 0 && JsonValue.Of(line).Field("restated"u8).IsTrue;

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
