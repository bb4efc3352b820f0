using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// A session of ours as any reader of transcripts takes it: a line for each good record, without our frame, with all it
/// shares with others and all that lies in the store in its place. Every checksum is looked at, every content read once.
/// Memory is that of one message.
/// </summary>
public static class SessionTranscript
{
    private const int Lines = 3; // a header, its copy, and one more where damage made a line of its own
    private const int Glance = 64 << 10; // a header has a few kilobytes at most

    private static ReadOnlySpan<byte> RecordStart => "{\"q\":"u8;

    /// <summary>Opens a session for reading. Throws <see cref="StoreException"/>.</summary>
    /// <param name="path">The first file of its log.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="warn">Told, a sentence each and once, what cannot be read or brought back; a preview stands in its place.</param>
    public static Stream Open(string path, BlobStore blobs, Action<string> warn) => new SessionTranscriptStream(path, blobs, warn);

    /// <summary>
    /// Whether a file is a log of ours: it begins like one, or one of its first lines is a record with a checksum that holds,
    /// so that a damaged header makes no other file of it. False too where it cannot be read, which whoever opens it says.
    /// </summary>
    public static bool IsLog(string path) => Kind(path) is true;

    /// <summary>As <see cref="IsLog"/>, but null where the file is empty, or cannot be read at a place.</summary>
    internal static bool? Kind(string path)
    {
        var begins = Glimpse(path, out var mayHold);
        if (begins is not false || !mayHold)
            return begins;
        using var records = new RecordReader([path]);
        for (var i = 0; i < Lines && records.Read(); i++)
            if (records.IsGood)
                return true;
        return false;
    }

    // Whether the file begins like a record; and whether one may stand behind, so that no long foreign line is read to its end for nothing.
    private static bool? Glimpse(string path, out bool mayHold)
    {
        mayHold = false;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = new byte[Glance];
            var read = start.AsSpan(0, RandomAccess.Read(file, start, 0));
            mayHold = read.IndexOf(RecordStart) >= 0;
            return read.IsEmpty ? null : read.StartsWith(RecordStart);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null; // a pipe has no place to read at
        }
    }
}
