using System.Buffers;
using System.Globalization;

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

    private readonly object writing = new(); // waited on by those whose records another thread is flushing
    private readonly ArrayBufferWriter<byte> line = new(4096), pending = new(4096);
    private readonly Disk disk;
    private readonly LockFile held;
    private readonly RecordLogOptions options;
    private readonly string folder, name;
    private FileStream file;
    private int segment;
    private long size, reserved, sequence, durable;
    private bool isFlushing;
    private string? refusal;

    /// <summary>What opening found.</summary>
    public LogRecovery Recovery { get; }

    /// <summary>Number of this opening; higher than that of every one before.</summary>
    public long Epoch { get; }

    /// <summary>The file that is written to now.</summary>
    public string File => file.Name;

    /// <summary>Bytes of that file.</summary>
    public long Size => Volatile.Read(ref size);

    /// <summary>Sequence of the record that comes next.</summary>
    public long Next => Volatile.Read(ref sequence);

    /// <summary>Whether everything that was appended survives a power cut.</summary>
    public bool IsDurable => Volatile.Read(ref durable) == Volatile.Read(ref sequence);

    /// <summary>Whether the log can take no more: every attempt to write says why.</summary>
    public bool IsReadOnly => refusal is not null;

    /// <summary>
    /// Appends an object (one line, with its braces, no more than <see cref="LongestRecord"/> with the frame) and
    /// returns its sequence. Throws <see cref="StoreException"/> when nothing was written; a <see cref="StoreFullException"/>
    /// leaves the room kept back for <paramref name="urgent"/> ones, which say what became of the session.
    /// </summary>
    public long Append(ReadOnlySpan<byte> body, bool urgent = false)
    {
        long appended;
        lock (writing)
        {
            RequireWritable();
            RecordFrame.Write(body, sequence, Epoch, line);
            if (line.WrittenCount > LongestRecord)
                throw new ArgumentException($"a record of {line.WrittenCount} bytes; the most is {LongestRecord}", nameof(body));
            if (!KeepRoom(line.WrittenCount) && !urgent)
                throw new StoreFullException(file.Name, string.Create(CultureInfo.InvariantCulture, $"cannot write {file.Name}: the disk is full, but for less than the {options.Reserve:N0} bytes that are kept for the last words"));
            WriteAtEnd(line.WrittenSpan);
            pending.Write(line.WrittenSpan);
            appended = sequence++;
            if (pending.WrittenCount < MostPending)
                return appended;
        }

        Barrier();
        return appended;
    }

    /// <summary>Makes everything durable, gives back the room that was kept, and lets go of the lock. Throws as <see cref="Barrier"/> does.</summary>
    public void Dispose()
    {
        try
        {
            if (IsReadOnly)
                return;
            Barrier();
            GiveBackRoom();
        }
        finally
        {
            refusal ??= $"{file.Name} is closed";
            file.Dispose();
            held.Dispose();
        }
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
