namespace Pith.Store;

/// <summary>What only logs do: write at a place, take back, keep room.</summary>
internal sealed partial class Disk
{
    private const int NoSpace = 28;
    private const int QuotaReached = 122;

    /// <summary>Opens a file that is there for writing beside any number of readers.</summary>
    public FileStream OpenFile(string path)
    {
        FileStream? file = null;
        Step(DiskStep.OpenFile, "open", path, path =>
            file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        return file!;
    }

    /// <summary>One write at a place; what it leaves behind when it fails is for the caller to take back.</summary>
    public void WriteAt(FileStream file, long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            beforeStep?.Invoke(DiskStep.Write, file.Name);
            RandomAccess.Write(file.SafeFileHandle, bytes, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw StoreException.From("write", file.Name, error);
        }
    }

    public void Truncate(FileStream file, long length) =>
        Step(DiskStep.Truncate, "shorten", file.Name, _ => RandomAccess.SetLength(file.SafeFileHandle, length));

    /// <summary>Takes room on the disk behind the end of a file, without making it longer. Returns false when the disk is full.</summary>
    public bool TryReserve(FileStream file, long offset, long length)
    {
        try
        {
            Step(DiskStep.Reserve, "keep room for", file.Name, _ => Durable.Reserve(file.SafeFileHandle, offset, length));
            return true;
        }
        catch (StoreException error) when ((error.InnerException!.HResult & 0xFFFF) is NoSpace or QuotaReached)
        {
            return false;
        }
    }
}
