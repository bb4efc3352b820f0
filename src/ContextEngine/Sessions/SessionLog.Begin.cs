using System.Globalization;
using Pith.Store;

namespace Pith.Sessions;

public sealed partial class SessionLog
{
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
        if (!path.EndsWith(LogSegments.Extension, StringComparison.Ordinal))
            throw new StoreException(path, $"{path} can be read, but only a log whose name ends in {LogSegments.Extension} is written to; rename it, or 'pith sessions fork' goes on from it in a session of its own");
        var log = RecordLog.Open(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileNameWithoutExtension(path), new RecordLogOptions { Holder = options.Holder, Warn = options.Warn });
        try
        {
            if (log.Next == 0)
                throw new StoreException(path, $"{path} holds no record, so there is nothing to go on from: what was said there never reached the disk, or something else cut the file; 'pith sessions rm' removes it");
            HintFile.RemoveAbandoned(System.IO.Path.GetDirectoryName(path)!);
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
        return Begin(folder, new SessionHeader { Cwd = tail.Cwd, Program = tail.Program }, new SessionOrigin(parent, null), blobs, options, _ => tail);
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
        return Begin(folder, new SessionHeader { Cwd = whole.Cwd, Program = whole.Program }, new SessionOrigin(parent, null), blobs, options, path => SessionTail.Of(path, blobs));
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

    private static SessionLog Begin(SessionFolder folder, in SessionHeader header, SessionOrigin origin, BlobStore blobs, in SessionOptions options, Func<string, SessionTail>? tail = null)
    {
        var id = header.Id.Length > 0 ? header.Id : RecordBody.RandomId();
        var path = header.Beside.Length > 0 ? System.IO.Path.Combine(SessionFolder.AgentsOf(header.Beside), id + LogSegments.Extension) : folder.PathOf(header.Cwd, id);
        if (File.Exists(path))
            throw new StoreException(path, $"there is a session {path} already");
        RecordLog? log = null;
        using var whileItBegins = origin.Parent is { } parent ? ForkLock.Shared(folder.Sessions, parent) : null;
        try
        {
            log = RecordLog.Open(System.IO.Path.GetDirectoryName(path)!, id, new RecordLogOptions { Holder = options.Holder, Warn = options.Warn });
            HintFile.RemoveAbandoned(System.IO.Path.GetDirectoryName(path)!);
            var session = new SessionLog(log, path, header.Cwd, header.Program, blobs, options);
            session.AppendHeader(origin);
            session.Barrier();
            if (tail is not null)
                session.Recover(tail(path));
            return session;
        }
        catch
        {
            log?.Dispose();
            SessionFolder.RemoveEmpty(path);
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
