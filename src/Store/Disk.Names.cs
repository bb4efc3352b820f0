namespace Pith.Store;

/// <summary>What gives files other names, or none.</summary>
internal sealed partial class Disk
{
    /// <summary>Gives a file its final name, in place of another.</summary>
    public void MoveOver(string from, string to) => Step(DiskStep.Move, "replace", to, to => File.Move(from, to, overwrite: true));

    /// <summary>Gives a file its final name, never over another. Returns false when that name is taken.</summary>
    public bool TryMove(string from, string to)
    {
        var moved = false;
        Step(DiskStep.Move, "create", to, _ => moved = Durable.TryMove(from, to));
        return moved;
    }

    /// <summary>Moves a file aside or back. Returns false when it is gone or the name is taken: another process was faster.</summary>
    public bool TryMoveIfThere(string from, string to)
    {
        try
        {
            return TryMove(from, to);
        }
        catch (StoreException error) when (error.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Removes a file of ours; that it cannot be removed is no reason to fail what was asked.</summary>
    public void TryDelete(string path)
    {
        try
        {
            beforeStep?.Invoke(DiskStep.Delete, path);
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It lies in tmp/, where the next store that writes finds and removes it.
        }
    }

    /// <summary>Removes a folder if it is empty.</summary>
    public void TryDeleteFolder(string path)
    {
        try
        {
            beforeStep?.Invoke(DiskStep.Delete, path);
            Directory.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Something is left in it, or was just put there.
        }
    }

    /// <summary>Removes a file unless a process has it open: a spool is open until it has moved.</summary>
    public void TryDeleteUnused(string path)
    {
        try
        {
            using var unused = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }

        TryDelete(path);
    }
}
