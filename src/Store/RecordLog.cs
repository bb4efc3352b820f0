using System.Buffers;

namespace Pith.Store;

/// <summary>
/// A log that one process appends to: JSON objects, one a line, numbered and under a checksum
/// (<see cref="RecordFrame"/>). What <see cref="Append"/> returned is in the hands of the system and survives the
/// process; what <see cref="Barrier"/> returned for survives a power cut. Nothing written is ever changed. Any thread
/// may call; barriers that come together share one flush. docs/store.md has the rules.
/// </summary>
public sealed partial class RecordLog : IDisposable
{
    /// <summary>Bytes of the longest record, frame and line feed included.</summary>
    public const int LongestRecord = 256 << 10;

    // What is not durable yet is held in memory, for the case that the disk cannot take it: no more than this.
    private const int MostPending = 4 << 20;

    private readonly Lock writing = new(), flushing = new();
    private readonly ArrayBufferWriter<byte> line = new(4096), pending = new(4096);
    private readonly Disk disk;
    private readonly LockFile held;
    private readonly RecordLogOptions options;
    private readonly string folder, name;
    private FileStream file;
    private int segment, pendingFrom;
    private long size, reserved, sequence, durable;
    private string? refusal;

    /// <summary>What opening found.</summary>
    public LogRecovery Recovery { get; }

    /// <summary>Number of this opening; higher than that of every one before.</summary>
    public long Epoch { get; }

    /// <summary>The file that is written to now.</summary>
    public string File => file.Name;

    /// <summary>Bytes of that file.</summary>
    public long Size => Volatile.Read(ref size);

    /// <summary>Whether the log can take no more: every attempt to write says why.</summary>
    public bool IsReadOnly => refusal is not null;

    /// <summary>
    /// Appends an object (one line, with its braces, no more than <see cref="LongestRecord"/> with the frame) and
    /// returns its sequence. Throws <see cref="StoreException"/> when nothing was written; a <see cref="StoreFullException"/>
    /// leaves the room kept back for <paramref name="urgent"/> ones, which say what became of the session.
    /// </summary>
    public long Append(ReadOnlySpan<byte> body, bool urgent = false)
    {
        lock (writing)
        {
            RequireWritable();
            RecordFrame.Write(body, sequence, Epoch, line);
            if (line.WrittenCount > LongestRecord)
                throw new ArgumentException($"a record of {line.WrittenCount} bytes; the most is {LongestRecord}", nameof(body));
            if (!KeepRoom(line.WrittenCount) && !urgent)
                throw new StoreFullException(file.Name, $"cannot write {file.Name}: the disk is full; make room, then go on");
            WriteAtEnd(line.WrittenSpan);
            pending.Write(line.WrittenSpan);
            sequence++;
            if (pending.WrittenCount < MostPending)
                return sequence - 1;
        }

        Barrier();
        return sequence - 1;
    }

    /// <summary>
    /// Returns when all that was appended before survives a power cut. When the disk fails to flush, what it did not
    /// acknowledge is written again to a new segment and <see cref="RecordLogOptions.Warn"/> is told; when that fails
    /// too, the log takes no more and this throws <see cref="StoreException"/>.
    /// </summary>
    public void Barrier()
    {
        long wanted;
        lock (writing)
            wanted = sequence;
        lock (flushing)
        {
            if (durable >= wanted)
                return;
            int bytes;
            lock (writing)
            {
                RequireWritable();
                (wanted, bytes) = (sequence, pending.WrittenCount);
            }

            try
            {
                disk.Sync(file);
            }
            catch (StoreException error)
            {
                lock (writing)
                    MoveOn(error);
                return;
            }

            lock (writing)
                Acknowledge(wanted, bytes);
        }
    }

    /// <summary>Makes everything durable, gives back the room that was kept, and lets go of the lock. Throws as <see cref="Barrier"/> does.</summary>
    public void Dispose()
    {
        try
        {
            if (!IsReadOnly)
            {
                Barrier();
                GiveBackRoom();
            }
        }
        finally
        {
            file.Dispose();
            held.Dispose();
        }
    }

    private void Acknowledge(long upTo, int bytes)
    {
        durable = upTo;
        pendingFrom += bytes - pendingFrom;
        if (pendingFrom < pending.WrittenCount)
            return;
        pending.ResetWrittenCount();
        pendingFrom = 0;
    }

    private void WriteAtEnd(ReadOnlySpan<byte> bytes)
    {
        try
        {
            disk.WriteAt(file, size, bytes);
        }
        catch (StoreException error)
        {
            TakeBack(error);
            throw;
        }

        Volatile.Write(ref size, size + bytes.Length);
    }

    // A part of the record may stand at the end now; the next one must not be welded to it.
    private void TakeBack(StoreException error)
    {
        try
        {
            disk.Truncate(file, size);
            reserved = Math.Min(reserved, size);
        }
        catch (StoreException)
        {
            MoveOn(error);
        }
    }

    private void RequireWritable()
    {
        if (refusal is not null)
            throw new StoreException(file.Name, refusal);
    }
}
