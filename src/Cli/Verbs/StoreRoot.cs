using Pith.Cli.Commands;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary>Where the store lies: PITH_HOME, else the platform's folder for a user's data.</summary>
internal static class StoreRoot
{
    /// <summary>The store, made on first use with access for its owner alone.</summary>
    public static BlobStore Open(Surroundings around)
    {
        var root = Of(around);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(root);
            else
                Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new BlobStore(root);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite($"cannot make the store in {InputFile.Shown(root)}: {InputFile.Reason(problem)}; set {EnvironmentVariable.Home} to a folder you may write to");
        }
    }

    /// <summary>Runs a write to the store; what the system refuses becomes a failure that names the folder.</summary>
    public static void Writing(Surroundings around, Action write)
    {
        try
        {
            write();
        }
        catch (Exception problem) when (problem is IOException and not Printing.ClosedPipeException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite($"cannot write to the store in {InputFile.Shown(Of(around))}: {InputFile.Reason(problem)}; free space there or set {EnvironmentVariable.Home} to another folder");
        }
    }

    /// <summary>The folder, whether or not it is there.</summary>
    public static string Of(Surroundings around)
    {
        if (around.Variable(EnvironmentVariable.Home) is { Length: > 0 } home)
            return Path.GetFullPath(home);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Required(around, "LOCALAPPDATA"), "pith");
        if (OperatingSystem.IsMacOS())
            return Path.Combine(Required(around, "HOME"), "Library", "Application Support", "pith");
        // The XDG rules ask to pass over a relative value.
        return around.Variable("XDG_DATA_HOME") is { Length: > 0 } data && Path.IsPathRooted(data)
            ? Path.Combine(data, "pith")
            : Path.Combine(Required(around, "HOME"), ".local", "share", "pith");
    }

    private static string Required(Surroundings around, string variable) =>
        around.Variable(variable) is { Length: > 0 } value
            ? value
            : throw Failure.CannotWrite($"there is no place for the store: neither {EnvironmentVariable.Home} nor {variable} is set; set {EnvironmentVariable.Home} to a folder");
}
