using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>The folders of a walk, look after look: one whose stamp is the old one is not listed again, so that a look costs a call of the system for each.</summary>
/// <param name="time">What the stamps of the disk are compared with.</param>
internal sealed class StampedFolders<T>(TimeProvider time)
    where T : StampedFolder
{
    private Dictionary<string, T> now = new(StringComparer.Ordinal);

    /// <summary>Those of the last look that ended; another look takes another.</summary>
    public Dictionary<string, T> Known { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>How many this look has seen.</summary>
    public int Count => now.Count;

    /// <summary>The time now, as stamps have it.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    /// <summary>Whether a change of that time is over: what is younger may change again and keep its stamp.</summary>
    public bool IsOver(long changed) => Now - changed >= NestedRepositories.Settled;

    /// <summary>A look begins.</summary>
    public void Begin() => now = new Dictionary<string, T>(Known.Count, StringComparer.Ordinal);

    /// <summary>A look has ended.</summary>
    public void End() => Known = now;

    /// <summary>A folder as it is; null where it is gone, or its name cannot be said.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="list">Lists it, given when it last changed and its number.</param>
    public T? Look(string folder, Func<long, ulong, T> list)
    {
        if (FileStamp.OfFolder(folder) is not var (changed, inode))
            return null;
        // What was too young is listed again.
        if (!Known.TryGetValue(folder, out var listed) || !listed.IsSettled || listed.Changed != changed || listed.Inode != inode)
        {
            var isSettled = IsOver(changed);
            listed = list(changed, inode);
            listed.IsSettled = isSettled && !listed.IsPartial;
        }

        return now[folder] = listed;
    }
}
