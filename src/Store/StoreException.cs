using System.Runtime.InteropServices;

namespace Pith.Store;

/// <summary>The disk refused. The message is one sentence that names the file and the reason.</summary>
public class StoreException : IOException
{
    // errno values that Linux, macOS and the BSDs agree on; the rest go by the system's own text.
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int InputOutput = 5;
    private const int QuotaReached = 122, QuotaReachedOnMac = 69;
    private const int LargestErrno = 4095;
    private const int Exists = 17;
    private const int NoFolder = 20;

    /// <summary>Says what went wrong with <paramref name="file"/>.</summary>
    public StoreException(string file, string message, Exception? inner = null)
        : base(message, inner) => File = file;

    /// <summary>The file or folder that was being used.</summary>
    public string File { get; }

    /// <summary>Whether more room would help: the disk, the user's share of it or the store is full.</summary>
    public virtual bool IsForRoom => InnerException switch
    {
        StoreException inner => inner.IsForRoom,
        IOException inner => (inner.HResult & 0xFFFF) is NoSpace or QuotaReached or QuotaReachedOnMac,
        _ => false,
    };

    /// <summary>Puts an error of the system into words.</summary>
    internal static StoreException From(string action, string file, Exception error) =>
        new(file, $"cannot {action} {file}: {Reason(error)}", error);

    private static string Reason(Exception error) => (error, error.HResult & 0xFFFF) switch
    {
        (UnauthorizedAccessException, _) => "permission denied",
        (FileNotFoundException or DirectoryNotFoundException, _) => "it does not exist",
        (PathTooLongException, _) => "the path is too long",
        (ArgumentOutOfRangeException, _) => "the file would be larger than the system allows", // what the runtime makes of EFBIG
        (_, NoSpace) => "the disk is full",
        (_, ReadOnlyFileSystem) => "the file system is read-only",
        (_, Exists or NoFolder) => "a file stands where a folder should",
        (_, InputOutput) => "the disk reports an input/output error",
        (_, QuotaReached) => "the disk quota is used up",
        (_, > 0 and <= LargestErrno and var errno) when !OperatingSystem.IsWindows() => Marshal.GetPInvokeErrorMessage(errno).ToLowerInvariant(),
        _ => error.Message,
    };
}
