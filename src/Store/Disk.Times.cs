using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>What has to do with the times of files.</summary>
internal sealed partial class Disk
{
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
}
