using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// A session of ours as any reader of transcripts takes it: a line for each good record, without our frame, with all it
/// shares with others and all that lies in the store in its place. Every checksum is looked at, every content read once.
/// Memory is that of one message.
/// </summary>
public static class SessionTranscript
{
    /// <summary>Opens a session for reading. Throws <see cref="StoreException"/>.</summary>
    /// <param name="path">The first file of its log.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="warn">Told, a sentence each and once, what cannot be read or brought back; a preview stands in its place.</param>
    public static Stream Open(string path, BlobStore blobs, Action<string> warn) => new SessionTranscriptStream(path, blobs, warn);

    /// <summary>Whether a file is a log of ours: one of its first lines is a record, with a checksum that holds.</summary>
    public static bool IsLog(string path)
    {
        if (StartsLikeLog(path) is not true)
            return false;
        using var records = new RecordReader([path]);
        for (var i = 0; i < 3 && records.Read(); i++)
            if (records.IsGood)
                return true;
        return false;
    }

    /// <summary>Whether the first bytes are those of a record; null where there are none, or the file cannot be read, which whoever opens it says.</summary>
    internal static bool? StartsLikeLog(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = new byte[5];
            return RandomAccess.Read(file, start, 0) is > 0 and var read ? start.AsSpan(0, read).SequenceEqual("{\"q\":"u8) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null; // a pipe has no place to read at
        }
    }
}
