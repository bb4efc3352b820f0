using System.Globalization;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The messages of a session in order, as they were appended.</summary>
public static class SessionMessages
{
    /// <summary>All of them, also those before a compaction, each once. Memory is that of one message.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="warn">Told, a sentence each, what cannot be read.</param>
    public static IEnumerable<SessionMessage> All(string path, BlobStore blobs, Action<string>? warn = null)
    {
        using var reader = new SessionReader(path);
        if (reader.HasForeign)
            foreach (var message in ForeignMessages.All(reader.Foreign!.Value, warn))
                yield return message;
        var isEmpty = !reader.HasForeign;
        while (reader.Read())
        {
            isEmpty = false;
            if (!reader.IsCopy && MessageOf(reader, blobs) is { } message)
                yield return message;
        }

        Tell(reader, 0, path, warn);
        if (isEmpty && reader.Bad == 0)
            warn?.Invoke($"{path} holds no record: what was said there never reached the disk, or something else cut the file");
    }

    /// <summary>Those of the context: since the last compaction. Reads them once, and nothing before them.</summary>
    internal static IEnumerable<SessionMessage> Current(string path, BlobStore blobs, long known, Action<string>? warn)
    {
        using var reader = new SessionReader(path, isCurrent: true);
        if (reader.HasForeign)
            foreach (var message in ForeignMessages.Current(reader.Foreign!.Value, warn))
                yield return message;
        while (reader.Read())
            if (MessageOf(reader, blobs) is { } message)
                yield return message;
        Tell(reader, known, path, warn);
    }

    /// <summary>
    /// What was said, as far back as it counts: all of it, or from the newest boundary on behind which enough was said, with
    /// what that boundary made of all before. So it is bounded, however long a session becomes.
    /// </summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="enough">Bytes of the log that suffice.</param>
    public static IEnumerable<SessionMessage> Said(string path, BlobStore blobs, long enough) =>
        SessionBoundaries.Behind(path, enough) is { } boundary ? Since(boundary, path, blobs) : All(path, blobs);

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

    /// <summary>The messages that a boundary restates, and what was said since.</summary>
    private static IEnumerable<SessionMessage> Since(SessionBoundary boundary, string path, BlobStore blobs)
    {
        using var reader = new SessionReader(path, boundary.Place);
        reader.Read();
        var restates = true;
        while (reader.Read())
            if ((restates &= reader.IsOfBoundary) | !reader.IsCopy && MessageOf(reader, blobs) is { } message)
                yield return message;
    }

    // What is gone from a context changes what the model knows, so nobody shall learn it from the model.
    private static void Tell(SessionReader reader, long known, string path, Action<string>? warn)
    {
        var check = $"'pith sessions check {Path.GetFileNameWithoutExtension(path)}' shows where";
        if (reader.Bad > known)
            warn?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{reader.Bad:N0} damaged places of the session's log were passed over; {check}"));
        if (reader.Missing > 0)
            warn?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{reader.Missing:N0} records of the session's log are gone, doubled or out of order: something else wrote to it or cut it; {check}"));
    }

    private static SessionMessage? MessageOf(SessionReader reader, BlobStore blobs)
    {
        var record = JsonValue.Of(reader.Line);
        if (!ContentRestore.IsMessage(record, out var isAssistant))
            return null;
        var content = ContentRestore.Of(record, blobs, out var lost);
        return new SessionMessage(isAssistant ? Role.Assistant : Role.User, content, reader.Sequence, reader.Session, lost);
    }
}
