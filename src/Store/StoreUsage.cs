using System.Buffers.Text;

namespace Pith.Store;

/// <summary>
/// How many bytes the blobs take, kept in <c>root/usage</c> so that a put need not look at every file. A hint and
/// nothing more: it is counted anew once a day, when it is missing, and before anyone is refused for it.
/// </summary>
#pragma warning disable CA1001 // the lock frees its wait handles by itself, and a store is not disposable
internal sealed class StoreUsage(string root, Func<long> countAll)
#pragma warning restore CA1001
{
    private const int Attempts = 4;
    private readonly string path = Path.Combine(root, "usage");
    private readonly Lock gate = new();

    // A file that stands but is not added yet would be counted, and then added once more: who places reads, who counts writes.
    private readonly ReaderWriterLockSlim placing = new();
    private long unwritten;

    /// <summary>Bytes by the hint; counted where there is none.</summary>
    public long Read()
    {
        lock (gate)
        {
            if (TryRead(out var bytes))
                return bytes + unwritten;
        }

        return Recount();
    }

    /// <summary>Looks at every file: about 0.3 s for 100,000 blobs.</summary>
    public long Recount()
    {
        placing.EnterWriteLock();
        try
        {
            var bytes = countAll();
            lock (gate)
            {
                unwritten = 0;
                TryUpdate(_ => bytes);
            }

            return bytes;
        }
        finally
        {
            placing.ExitWriteLock();
        }
    }

    /// <summary>Adds what a put places, if it does. When other processes hold the file it is added with the next one.</summary>
    public void Add(long bytes, Func<bool> place)
    {
        placing.EnterReadLock();
        bool isOld;
        try
        {
            isOld = place() && Add(bytes);
        }
        finally
        {
            placing.ExitReadLock();
        }

        if (isOld)
            Recount();
    }

    // Whether the last count is so old that another is due.
    private bool Add(long bytes)
    {
        lock (gate)
        {
            unwritten += bytes;
            var before = File.GetLastWriteTimeUtc(path);
            if (TryUpdate(known => known is null ? null : known + unwritten))
                unwritten = 0;
            return File.GetLastWriteTimeUtc(path) - before > TimeSpan.FromDays(1);
        }
    }

    // Not durable, on purpose: after a power cut it is at worst a day old.
    private bool TryUpdate(Func<long?, long?> next)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using var file = new FileStream(path, options);
                if (next(TryParse(file.SafeFileHandle, out var known) ? known : null) is not { } bytes)
                    return false;
                Span<byte> text = stackalloc byte[21];
                Utf8Formatter.TryFormat(bytes, text, out var length, new('D', 20));
                text[length++] = (byte)'\n';
                file.Position = 0;
                file.Write(text[..length]);
                return true;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Thread.Yield();
            }
        }

        return false;
    }

    // Absent, or another process is just writing it: the caller counts in both cases.
    private bool TryRead(out long bytes)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return TryParse(file, out bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            bytes = 0;
            return false;
        }
    }

    private static bool TryParse(Microsoft.Win32.SafeHandles.SafeFileHandle file, out long bytes)
    {
        Span<byte> text = stackalloc byte[21];
        bytes = 0;
        return RandomAccess.Read(file, text, 0) == text.Length && text[^1] == '\n' && Utf8Parser.TryParse(text, out bytes, out var length) && length == 20;
    }
}
