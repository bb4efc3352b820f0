using System.Globalization;
using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// The repositories below a folder of work, and bare ones: git obeys each where somebody uses it; and the settings of agents and editors there. They are
/// looked for breadth first, before and after each command; a folder whose stamp is the old one is not listed again, so that a look costs a call of the
/// system for each folder, and for each file of a setting.
/// </summary>
/// <param name="root">The folder, full and without links.</param>
/// <param name="time">What the stamps of the disk are compared with.</param>
internal sealed class NestedRepositories(string root, TimeProvider time)
{
    /// <summary>Folders that are looked at. Beyond them, and in folders of packages, nothing is found; docs/bypasses.md says so.</summary>
    internal const int Most = 20_000;

    /// <summary>Files and folders in settings, all together, that are looked at: each costs a call, and a cache that an editor keeps there has thousands.</summary>
    internal const int MostOfSettings = 2000;

    /// <summary>The same in one of them: a large one leaves room for the others.</summary>
    internal const int MostOfOne = 500;

    /// <summary>Nanoseconds. A stamp that is younger may be that of a change still to come: clocks of disks tick in milliseconds.</summary>
    internal const long Settled = 50_000_000;

    /// <summary>Letters of a path beyond which the system may not take it.</summary>
    private const int LongestPath = 2000;

    private readonly Lock oneAtATime = new();
    private readonly StampedFolders<NestedFolder> folders = new(time);
    private List<string> found = [];
    private int ofSettings;

    /// <summary>The folder.</summary>
    public string Root => root;

    /// <summary>Folders that could not be listed in the last look, each behind the time when it last changed.</summary>
    public List<string> Shut { get; private set; } = [];

    /// <summary>Whether the last look saw every folder that it should.</summary>
    public bool SawAll { get; private set; }

    /// <summary>The folders of the last look, by their paths; another look takes another.</summary>
    public IReadOnlyDictionary<string, NestedFolder> Folders => folders.Known;

    /// <summary>What is not guarded of what is found.</summary>
    public UnguardedPlaces Unguarded { get; } = new();

    /// <summary>The settings as the last command found them: what has not changed since is not read again.</summary>
    public Dictionary<string, NestedSetting> Settings { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The time now, as stamps have it.</summary>
    public long Now => folders.Now;

    /// <summary>Whether a change of that time is over: what is younger may change again and keep its stamp.</summary>
    public bool IsOver(long changed) => folders.IsOver(changed);

    /// <summary>Their own folders, or the files that stand for them: <c>sub/.git</c>, or of a bare one the folder itself.</summary>
    /// <param name="settings">Takes the settings; not those at the top, which are guarded by themselves with all that is in them.</param>
    public IReadOnlyList<string> Find(List<NestedSetting> settings)
    {
        lock (oneAtATime)
        {
            Shut = [];
            (found, ofSettings) = ([], 0);
            folders.Begin();
            var (ahead, atTop, isAtTop) = (new Queue<string>([root]), new Queue<string>(), false);
            while (folders.Count < Most && (ahead.TryDequeue(out var folder) || (isAtTop = atTop.TryDequeue(out folder))))
            {
                if (Look(folder!, ofSetting: false) is not { } listed)
                    continue;
                foreach (var below in listed.Folders)
                    (isAtTop ? atTop : ahead).Enqueue(below);
                foreach (var setting in listed.Settings)
                    if (isAtTop || folder == root)
                        atTop.Enqueue(setting);
                    else
                        settings.Add(Follow(new NestedSetting(setting, listed.Inode), setting, isFolder: true));
                if (!isAtTop && folder != root)
                    foreach (var setting in listed.Files)
                        settings.Add(Follow(new NestedSetting(setting, listed.Inode), setting, isFolder: false));
            }

            folders.End();
            SawAll = ahead.Count + atTop.Count == 0;
            return found;
        }
    }

    // A link has a stamp of its own; what it leads to is no part of the setting.
    private NestedSetting Follow(NestedSetting setting, string path, bool isFolder)
    {
        if (!setting.IsWhole || ++ofSettings > MostOfSettings || ++setting.Parts > MostOfOne || folders.Count >= Most)
            setting.IsWhole = false;
        else if (!isFolder)
        {
            // Gone meanwhile; or its name cannot be said, and then nobody can put back what lies beside it.
            if (FileStamp.OfFolder(path) is var (changed, inode))
                setting.Add(changed, inode);
            else if (CannotBeSaid(path))
                setting.IsWhole = false;
        }
        else if (Look(path, ofSetting: true) is { } listed)
        {
            setting.Add(listed.Changed, listed.Inode);
            foreach (var file in listed.Files)
                Follow(setting, file, isFolder: false);
            foreach (var folder in listed.Folders)
                Follow(setting, folder, isFolder: true);
        }

        return setting;
    }

    private NestedFolder? Look(string folder, bool ofSetting)
    {
        if (folders.Look(folder, List) is not { } listed)
        {
            // Gone meanwhile; or its name cannot be said, and what is in it is seen by nobody here: that is told after each command.
            if (CannotBeSaid(folder))
                Shut.Add(Now.ToString(CultureInfo.InvariantCulture) + " " + folder);
            return null;
        }

        found.AddRange(listed.Repositories);
        if (listed.IsShut)
            Shut.Add(listed.Changed.ToString(CultureInfo.InvariantCulture) + " " + folder);
        return listed;

        NestedFolder List(long changed, ulong inode)
        {
            var anew = new NestedFolder(changed, inode);
            anew.List(folder, isRoot: folder == root, ofSetting);
            return anew;
        }
    }

    // Not in UTF-8, or longer than the system takes.
    private static bool CannotBeSaid(string path) => path.Contains('\uFFFD', StringComparison.Ordinal) || path.Length > LongestPath;
}
