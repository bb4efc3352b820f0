using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// A session as it is written: a durable log (<see cref="RecordLog"/>) whose lines are those of a Claude Code transcript
/// with a few keys more. What an append returned for survives the process; what <see cref="Barrier"/> returned for
/// survives a power cut. Large strings and pictures go to the store and come back byte for byte. One process writes; any
/// may read. Throws <see cref="StoreException"/> when the disk refuses, and <see cref="LogHeldException"/> to a second writer.
/// </summary>
public sealed partial class SessionLog : IDisposable
{
    private readonly RecordLog log;
    private readonly BlobStore blobs;
    private readonly SessionOptions options;
    private readonly ContentSpill spill;
    private readonly RecordBody body = new();
    private readonly Lock writing = new();
    private readonly string cwd, program;
    private string? lastId;

    private SessionLog(RecordLog log, string path, string cwd, string program, BlobStore blobs, SessionOptions options)
    {
        (this.log, Path, this.cwd, this.program, this.blobs, this.options) = (log, path, cwd, program, blobs, options);
        spill = new ContentSpill(blobs);
    }

    /// <summary>The session's id.</summary>
    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The first file of its log.</summary>
    public string Path { get; }

    /// <summary>What was found when it was resumed.</summary>
    public LogRecovery Recovery => log.Recovery;

    /// <summary>Calls that had no result when the session was resumed; each was answered as interrupted, effect unknown.</summary>
    public IReadOnlyList<string> Interrupted { get; private set; } = [];

    /// <summary>Returns when everything appended before survives a power cut; about 2 ms.</summary>
    public void Barrier() => log.Barrier();

    /// <summary>Whether everything that was appended survives a power cut.</summary>
    public bool IsDurable => log.IsDurable;

    /// <summary>
    /// The messages since the last compaction, through every log this was forked from, as they were appended. Reads
    /// them as it goes, once and nothing else; what it has not come to yet may still be appended. What is missing among
    /// them is told to <see cref="SessionOptions.Warn"/>.
    /// </summary>
    public IEnumerable<SessionMessage> Messages() => SessionMessages.Current(Path, blobs, log.Recovery.Bad, options.Warn);

    /// <summary>All that was said, also before boundaries, without what these restated.</summary>
    public IEnumerable<SessionMessage> Said() => SessionMessages.All(Path, blobs);

    /// <summary>The same, as far back as <see cref="SessionMessages.Said"/> goes.</summary>
    /// <param name="enough">Bytes of the log that suffice.</param>
    public IEnumerable<SessionMessage> Said(long enough) => SessionMessages.Said(Path, blobs, enough);

    /// <summary>The conversation as if its last boundary had not been; null where none stands.</summary>
    public IReadOnlyList<SessionMessage>? Uncollapsed() => SessionMessages.Uncollapsed(Path, blobs);

    /// <summary>Makes everything durable and lets go of the session.</summary>
    public void Dispose() => log.Dispose();

    // A file that another program writes is not touched, whoever asks for it.
    internal static void RequireOurs(string path)
    {
        if (ForeignReference.IsForeign(path))
            throw new StoreException(path, $"{path} is another program's session, which pith never changes; 'pith sessions fork' or 'pith -p --resume' goes on from it in a session of its own");
    }
}
