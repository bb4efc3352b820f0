using System.Buffers;

namespace Pith.Store;

public sealed partial class RecordLog
{
    /// <summary>
    /// Returns when all that was appended before survives a power cut. When the disk fails to flush, what it did not
    /// acknowledge is written again to a new segment and <see cref="RecordLogOptions.Warn"/> is told; when that fails
    /// too, the log takes no more and this throws <see cref="StoreException"/>. About 2 ms.
    /// </summary>
    public void Barrier()
    {
        lock (writing)
        {
            for (var wanted = sequence; durable < wanted;)
            {
                RequireWritable();
                if (isFlushing)
                    Monitor.Wait(writing); // the flush under way may have begun too early for us; the next one has not
                else
                    Flush();
            }
        }
    }

    // Lets go of the lock while the disk works: others append meanwhile.
    private void Flush()
    {
        var (flushed, upTo, bytes) = (file, sequence, pending.WrittenCount);
        isFlushing = true;
        Monitor.Exit(writing);
        StoreException? failure;
        try
        {
            failure = TrySync(flushed);
        }
        finally
        {
            Monitor.Enter(writing);
            isFlushing = false;
            Monitor.PulseAll(writing);
        }

        if (file != flushed)
            return; // a failed write made us leave the file, and all went to the next one durably
        if (failure is null)
            Acknowledge(upTo, bytes);
        else
            MoveOn(failure);
    }

    private StoreException? TrySync(FileStream flushed)
    {
        try
        {
            disk.Sync(flushed);
            return null;
        }
        catch (StoreException error)
        {
            return error;
        }
    }

    private void Acknowledge(long upTo, int bytes)
    {
        durable = upTo;
        var rest = pending.WrittenSpan[bytes..].ToArray();
        pending.ResetWrittenCount();
        pending.Write(rest);
    }
}
