using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pith.Text;

namespace Pith.Cli;

/// <summary>Opens what the user named, and says in one sentence why it cannot.</summary>
internal static class InputFile
{
    /// <summary>What people type for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Opens a file or standard input as it is.</summary>
    public static Stream OpenRaw(string path, Surroundings around) =>
        path == StandardInput
            ? around.InIsTerminal ? throw Failure.Usage("standard input is a terminal; name a file, or pipe something in") : around.In
            : Reading(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));

    /// <summary>Opens a file for reads at any place in it.</summary>
    public static SafeFileHandle OpenHandle(string path) =>
        Reading(path, () => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Refuses what cannot be read before something is written that goes on from it: it is the input's fault, not the output's.</summary>
    public static void RequireReadable(string path) => OpenHandle(path).Dispose();

    /// <summary>Runs a read of an input; what the system refuses becomes a failure that names the file.</summary>
    public static T Reading<T>(string path, Func<T> read)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw Failure.NoInput("a name that is empty names no file; check what the command was given, such as a variable that is not set");
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failure.NoInput($"{Shown(path)} does not exist; {WayOut(path)}");
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException && Directory.Exists(path))
        {
            throw Failure.BadInput($"{Shown(path)} is a folder; name a file in it");
        }
        catch (UnauthorizedAccessException)
        {
            throw Failure.NoInput($"{Shown(path)} may not be read; ask for permission or run chmod +r on it");
        }
        catch (IOException problem) when (problem is not ClosedPipeException)
        {
            throw Failure.NoInput($"{Shown(path)} cannot be read: {Reason(problem)}");
        }
    }

    /// <summary>What helps where a name leads nowhere: one that is no UTF-8 never reaches us as it is.</summary>
    public static string WayOut(string path) =>
        path.Contains('\uFFFD', StringComparison.Ordinal) ? "a name that is no UTF-8 cannot be opened, so rename it, or give the file on standard input: - < FILE" : "check the name";

    /// <summary>A path as an error may show it: nothing in it that a terminal would obey.</summary>
    public static string Shown(string path)
    {
        if (path == StandardInput)
            return "standard input";
        const int longest = 300;
        if (path.Length > longest)
            path = string.Concat(path.AsSpan(0, longest / 3), "…", path.AsSpan(path.Length - longest / 2));
        return Unseen.Replaced(path, '?');
    }

    /// <summary>Why the system refused, in its own words; the runtime's texts are not in the native binary.</summary>
    public static string Reason(Exception problem) => problem switch
    {
        UnauthorizedAccessException => "permission denied",
        DirectoryNotFoundException => "the folder does not exist",
        FileNotFoundException => "no file can be made there", // the runtime's word for ENOENT on a special file system
        PathTooLongException => "the name is too long",
        ArgumentOutOfRangeException => "the file would be larger than the system allows", // what the runtime makes of EFBIG
        { HResult: > 0 and < 4096 } => Marshal.GetPInvokeErrorMessage(problem.HResult).ToLowerInvariant(),
        _ => problem.Message,
    };
}
