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

    public void SyncFolder(string folder) => Step(DiskStep.SyncFolder, "flush to disk", folder, Durable.SyncFolder);

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
