using System.Text;

namespace Pith.Store;

/// <summary>
/// The right to be the only one who does something: an exclusive lock of the kernel on a file of its own. It ends with
/// the process, however that ends. Beside it, in <c>NAME.holder</c>, stands who took it last, for people to read.
/// </summary>
public sealed class LockFile : IDisposable
{
    private const int LongestNote = 200;
    private readonly FileStream file;

    private LockFile(FileStream file) => this.file = file;

    /// <summary>Takes the lock without waiting. Its folder must exist. Throws <see cref="StoreException"/> where no such file can be made.</summary>
    /// <param name="path">The file of the lock; never the file that is protected, since others cannot open what is locked.</param>
    /// <param name="holder">What to tell those who come later, for example <c>process 4711, pith store gc</c>.</param>
    /// <returns>The lock, or null when another holds it; see <see cref="HolderOf"/>.</returns>
    public static LockFile? TryTake(string path, string holder)
    {
        var held = TryOpen(path, FileAccess.ReadWrite, FileShare.None);
        if (held is not null)
            Sign(path, holder);
        return held;
    }

    /// <summary>Takes the lock together with any number of others who share it; null while somebody has it alone. As <see cref="TryTake"/>.</summary>
    public static LockFile? TryShare(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    /// <summary>Who took the lock last, in the words it gave; "another process" when that is not known.</summary>
    public static string HolderOf(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(NoteOf(path));
            var note = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, LongestNote)));
            return note.Length == 0 ? "another process" : string.Concat(note.Where(c => !char.IsControl(c)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => file.Dispose();

    // The kernel knows two kinds: that of those who only read, and that of one who shares with nobody.
    private static LockFile? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new LockFile(Open(path, FileMode.OpenOrCreate, access, share));
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From("lock", path, error);
        }
    }

    // A courtesy: that the note cannot be written is no reason to refuse the lock.
    private static void Sign(string path, string holder)
    {
        try
        {
            using var note = Open(NoteOf(path), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
            note.Write(Encoding.UTF8.GetBytes(holder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            System.Diagnostics.Debug.WriteLine(error.Message);
        }
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>The file that says who took the lock last.</summary>
    public static string NoteOf(string path) => path + ".holder";

    // EWOULDBLOCK of Linux and of macOS, the sharing and lock violations of Windows.
    private static bool IsHeld(IOException error) => (error.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}
