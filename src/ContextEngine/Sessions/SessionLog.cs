using System.Globalization;
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

    /// <summary>Begins a session. Its folder is created, for its owner alone. Durable when this returns.</summary>
    public static SessionLog Create(SessionFolder folder, in SessionHeader header, BlobStore blobs, in SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Begin(folder, header, default, blobs, options);
    }

    /// <summary>Goes on with a session: sets a torn tail aside, answers calls that have no result, and notes what it found.</summary>
    /// <param name="path">The first file of its log, as <see cref="SessionFolder"/> finds it.</param>
    /// <param name="blobs">Where its large contents are.</param>
    /// <param name="options">Clock, name and ear.</param>
    public static SessionLog Resume(string path, BlobStore blobs, in SessionOptions options)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!File.Exists(path))
            throw new StoreException(path, $"there is no session {path}");
        RequireOurs(path);
        var log = RecordLog.Open(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileNameWithoutExtension(path), new RecordLogOptions { Holder = options.Holder, Warn = options.Warn });
        try
        {
            var tail = SessionTail.Of(path, blobs);
            var session = new SessionLog(log, path, tail.Cwd, tail.Program, blobs, options);
            session.Recover(tail);
            return session;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Begins a session that shares everything up to a record with another, by reference: the same cost however long
    /// that one is. The other may be in use and goes its own way; it cannot be removed while this one refers to it.
    /// </summary>
    /// <param name="path">The first file of the other's log.</param>
    /// <param name="folder">Where the new one goes.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="options">Clock, name and ear.</param>
    public static SessionLog Fork(string path, SessionFolder folder, BlobStore blobs, in SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        path = System.IO.Path.GetFullPath(path);
        RequireOurs(path);
        var tail = SessionTail.Of(path, blobs);
        var parent = tail.End(folder.Sessions, path);
        var session = Begin(folder, new SessionHeader { Cwd = tail.Cwd, Program = tail.Program }, new SessionOrigin(parent, null), blobs, options);
        try
        {
            session.Recover(tail);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Begins a session that shares with another what came before a request: the conversation is as it was then, and the other
    /// keeps all it has.
    /// </summary>
    /// <param name="path">The first file of the other's log.</param>
    /// <param name="turn">The request, as <see cref="SessionTurns"/> finds it.</param>
    /// <param name="folder">Where the new one goes.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="options">Clock, name and ear.</param>
    public static SessionLog ForkBefore(string path, SessionTurn turn, SessionFolder folder, BlobStore blobs, in SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(turn);
        RequireOurs(path);
        var whole = SessionTail.Of(path, blobs);
        var parent = ParentReference.Before(folder.Sessions, SessionChain.Of(path).First(p => p.Session == turn.Session), turn.Sequence);
        var session = Begin(folder, new SessionHeader { Cwd = whole.Cwd, Program = whole.Program }, new SessionOrigin(parent, null), blobs, options);
        try
        {
            session.Recover(SessionTail.Of(session.Path, blobs));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Begins a session that goes on from another program's: a transcript of any format that pith reads. The file is
    /// referred to and never written; what is added to it later does not count. Costs no more the longer it is.
    /// </summary>
    /// <param name="file">Which file, and how much of it.</param>
    /// <param name="folder">Where the new one goes.</param>
    /// <param name="header">What the new one is.</param>
    /// <param name="blobs">Where large contents go.</param>
    /// <param name="options">Clock, name and ear.</param>
    public static SessionLog Adopt(ForeignReference file, SessionFolder folder, in SessionHeader header, BlobStore blobs, in SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ForeignMessages.RequireReadable(file);
        return Begin(folder, header, new SessionOrigin(null, file), blobs, options);
    }

    /// <summary>Returns when everything appended before survives a power cut; about 2 ms.</summary>
    public void Barrier()
    {
        Barriers++;
        log.Barrier();
    }

    /// <summary>How often <see cref="Barrier"/> was asked for.</summary>
    internal int Barriers { get; private set; }

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

    private static SessionLog Begin(SessionFolder folder, in SessionHeader header, SessionOrigin origin, BlobStore blobs, in SessionOptions options)
    {
        var id = header.Id.Length > 0 ? header.Id : RecordBody.RandomId();
        var path = header.Beside.Length > 0 ? System.IO.Path.Combine(SessionFolder.AgentsOf(header.Beside), id + LogSegments.Extension) : folder.PathOf(header.Cwd, id);
        if (File.Exists(path))
            throw new StoreException(path, $"there is a session {path} already");
        var log = RecordLog.Open(System.IO.Path.GetDirectoryName(path)!, id, new RecordLogOptions { Holder = options.Holder, Warn = options.Warn });
        var session = new SessionLog(log, path, header.Cwd, header.Program, blobs, options);
        try
        {
            session.AppendHeader(origin);
            session.Barrier();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Recover(SessionTail tail)
    {
        lastId = tail.LastId;
        Interrupted = tail.OpenCalls;
        foreach (var call in tail.OpenCalls)
            AppendToolResult(call, "\"Interrupted: the session ended before the result of this call was recorded. Its effect is unknown; look at the state of things before doing it again.\""u8, isError: true);
        if (log.Recovery.TornBytes > 0)
            options.Warn?.Invoke(string.Create(CultureInfo.InvariantCulture, $"the last record of session {Id} was torn; its {log.Recovery.TornBytes:N0} bytes are in {log.Recovery.TornFile}"));
        if (log.Recovery.Bad > 0)
            options.Warn?.Invoke(string.Create(CultureInfo.InvariantCulture, $"session {Id} is damaged in {log.Recovery.Bad:N0} places, which are passed over; 'pith sessions check {Id}' shows them"));
        if (!log.Recovery.IsClean || tail.OpenCalls.Count > 0)
            AppendRecovered(tail.OpenCalls.Count);
        Barrier();
    }
}
