using Pith.Cli.Arguments;
using Pith.Store;

namespace Pith.Cli.Stores;

/// <summary>Where the store lies: PITH_HOME, else the platform's folder for a user's data.</summary>
internal static class StoreRoot
{
    /// <summary>The store; it makes its folders, for their owner alone, when something is first put.</summary>
    public static BlobStore Open(Surroundings around)
    {
        var limits = new StoreLimits();
        if (around.Variable(EnvironmentVariable.Quota) is { Length: > 0 } quota)
            limits = limits with { Quota = SizeArgument.LongOf(EnvironmentVariable.Quota, quota) };
        if (around.Variable(EnvironmentVariable.FreeFloor) is { Length: > 0 } floor)
            limits = limits with { FreeFloor = floor == "0" ? 0 : SizeArgument.LongOf(EnvironmentVariable.FreeFloor, floor) };
        return new BlobStore(Of(around), limits);
    }

    /// <summary>
    /// Runs a write to the store and warns when little room is left. What the system or the store refuses becomes a
    /// failure that names the way out.
    /// </summary>
    public static T Writing<T>(BlobStore store, Surroundings around, Func<T> write)
    {
        try
        {
            var written = write();
            if (store.Room() is { IsNearlyFull: true } room)
                around.Complain($"warning: the store in {InputFile.Shown(store.Root)} takes {room.Used:N0} bytes of its quota of {room.Quota:N0}; 'pith store gc' collects what nothing refers to, {EnvironmentVariable.Quota} sets another quota");
            return written;
        }
        catch (StoreFullException full)
        {
            throw Failure.CannotWrite($"{full.Message}; 'pith store gc' collects what nothing refers to, {EnvironmentVariable.Quota} and {EnvironmentVariable.FreeFloor} set other limits, {EnvironmentVariable.Home} another folder");
        }
        catch (StoreException refused)
        {
            throw Failure.Refused(refused);
        }
    }

    /// <summary>Puts what may also be lost: null where the store takes nothing.</summary>
    public static BlobHash? TryPut(BlobStore store, ReadOnlySpan<byte> content)
    {
        try
        {
            return store.Put(content);
        }
        catch (StoreException)
        {
            return null;
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
