namespace Pith.Store;

public sealed partial class RecordLog
{
    // Asked for when so much of the reserve would be left, so that not every record costs a call.
    private int LowReserve => options.Reserve / 2;

    /// <summary>
    /// Keeps the reserve behind a record that is about to be written. Returns false when the disk has no more room and
    /// the record would use up what is kept back.
    /// </summary>
    private bool KeepRoom(int length)
    {
        if (options.Reserve == 0 || size + length + LowReserve <= reserved)
            return true;
        try
        {
            if (!disk.TryReserve(file, size, length + options.Reserve))
                return false;
            reserved = size + length + options.Reserve;
        }
        catch (StoreException)
        {
            // The disk fails in some other way; the write itself will tell.
        }

        return true;
    }

    // Shortening a file to its length frees what is allocated behind it.
    private void GiveBackRoom()
    {
        try
        {
            disk.Truncate(file, size);
        }
        catch (StoreException)
        {
            // It costs room, nothing else, and the next opening tries again.
        }
    }

    /// <summary>
    /// Leaves a file that can no longer be trusted: what it did not acknowledge is written to a new segment, which is
    /// made durable. After a failed flush a second one may succeed without the data, so there is no second one.
    /// </summary>
    private void MoveOn(StoreException why)
    {
        var old = file;
        try
        {
            var path = LogSegments.PathOf(folder, name, segment + 1);
            var next = disk.CreateFile(path);
            try
            {
                disk.WriteAt(next, 0, pending.WrittenSpan);
                disk.Sync(next);
                disk.SyncFolder(folder);
            }
            catch
            {
                next.Dispose();
                disk.TryDelete(path);
                throw;
            }

            (file, segment, size, reserved) = (next, segment + 1, pending.WrittenCount, 0);
        }
        catch (StoreException error)
        {
            refusal = $"{why.Message}, and {error.Message}; nothing more can be written to it";
            throw new StoreException(old.Name, refusal, error);
        }

        old.Dispose();
        Acknowledge(sequence, pending.WrittenCount);
        options.Warn?.Invoke($"{why.Message}; the log goes on in {file.Name}, with everything that was not safe yet");
    }
}
