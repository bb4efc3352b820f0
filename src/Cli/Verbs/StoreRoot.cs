using Pith.Cli.Commands;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary>Where the store lies: PITH_HOME, else the platform's folder for a user's data.</summary>
internal static class StoreRoot
{
    /// <summary>The store; it makes its folders, for their owner alone, when something is first put.</summary>
    public static BlobStore Open(Surroundings around) => new(Of(around));

    /// <summary>Runs a write to the store; what the system refuses becomes a failure that names the way out.</summary>
    public static T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (StoreException refused)
        {
            throw Failure.CannotWrite($"{refused.Message}; free space there or set {EnvironmentVariable.Home} to another folder");
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
