using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// Keeps a session from being removed while another begins as its fork: forks share this lock until they are durable, and
/// who removes has it alone from the look at the children to the deed. Forks do not wait for each other.
/// </summary>
internal static class ForkLock
{
    private const string Name = "forks.lock";
    private const int Attempts = 2500, Pause = 2; // five seconds: a fork takes some milliseconds

    /// <summary>For a fork: its parent stays until this is let go of. Throws <see cref="StoreException"/> where the parent is not there any more.</summary>
    /// <param name="sessions">The folder of all sessions.</param>
    /// <param name="parent">What is forked.</param>
    public static LockFile? Shared(string sessions, ParentReference parent)
    {
        var path = Path.GetFullPath(Path.Combine(sessions, parent.Path));
        if (!Directory.Exists(sessions))
            return null; // the parent lies elsewhere, where nobody removes it by our rules
        var shared = Wait(sessions, LockFile.TryShare);
        if (File.Exists(path))
            return shared;
        shared.Dispose();
        throw new StoreException(path, $"{path} was removed meanwhile");
    }

    /// <summary>For whoever removes.</summary>
    /// <param name="sessions">The folder of all sessions.</param>
    /// <param name="holder">Who that is.</param>
    public static LockFile Alone(string sessions, string holder) => Wait(sessions, path => LockFile.TryTake(path, holder));

    private static LockFile Wait(string sessions, Func<string, LockFile?> take)
    {
        var path = Path.Combine(sessions, Name);
        for (var i = 0; i < Attempts; i++)
        {
            if (take(path) is { } taken)
                return taken;
            Thread.Sleep(Pause);
        }

        throw new StoreException(path, $"sessions are being forked or removed by another process ({LockFile.HolderOf(path)}), which does not end; end it, then try again");
    }
}
