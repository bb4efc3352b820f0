using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>
/// Every write the store does, one method a step: private modes, errors in words, and one place where tests can make
/// a step fail (<paramref name="beforeStep"/> throws).
/// </summary>
internal sealed partial class Disk(Action<DiskStep, string>? beforeStep)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a folder (0700) and those above it, each made durable in its parent. Returns whether it is new.</summary>
    public bool EnsureFolder(string folder)
    {
        if (Directory.Exists(folder))
            return false;
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null)
            EnsureFolder(parent);
        Step(DiskStep.CreateFolder, "create", folder, static folder =>
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        });
        if (parent is not null)
            SyncFolder(parent);
        return true;
    }

    /// <summary>Creates a file (0600) that must not exist yet. While it is open it holds the lock that readers share and <see cref="TryDeleteUnused"/> respects.</summary>
    public FileStream CreateFile(string path)
    {
        FileStream? file = null;
        Step(DiskStep.CreateFile, "create", path, path =>
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            file = new FileStream(path, options);
        });
        return file!;
    }

    public void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            beforeStep?.Invoke(DiskStep.Write, file.Name);
            file.Write(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw StoreException.From("write", file.Name, error);
        }
    }

    /// <summary>Takes away the right to write (0400) and forces content and mode to the disk.</summary>
    public void Seal(FileStream file)
    {
        Step(DiskStep.Protect, "protect", file.Name, _ =>
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead);
        });
        Sync(file);
    }

    public void Sync(FileStream file) => Step(DiskStep.Sync, "flush to disk", file.Name, _ => Durable.Sync(file.SafeFileHandle));

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

    /// <summary>
    /// Makes a file as young as one that was just written. A file that was older than a day is made so durably, as what
    /// is collected is told by days. Returns false when the file is gone.
    /// </summary>
    public bool TryTouch(string path)
    {
        var before = File.GetLastWriteTimeUtc(path);
        try
        {
            Step(DiskStep.Touch, "touch", path, Durable.Touch);
            if (File.GetLastWriteTimeUtc(path) - before > TimeSpan.FromDays(1))
                Step(DiskStep.Sync, "flush to disk", path, path =>
                {
                    using var file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
                    Durable.Sync(file);
                });
            return true;
        }
        catch (StoreException error) when (error.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Now, by the clock that gives the files of this folder their times. Costs a file.</summary>
    public DateTime Now(string folder)
    {
        EnsureFolder(folder);
        var probe = Path.Combine(folder, RandomNumberGenerator.GetHexString(32, lowercase: true));
        CreateFile(probe).Dispose();
        var now = File.GetLastWriteTimeUtc(probe);
        TryDelete(probe);
        return now;
    }

    public void SyncFolder(string folder) => Step(DiskStep.SyncFolder, "flush to disk", folder, Durable.SyncFolder);

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

    private void Step(DiskStep step, string action, string path, Action<string> body)
    {
        try
        {
            beforeStep?.Invoke(step, path);
            body(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From(action, path, error);
        }
    }
}
