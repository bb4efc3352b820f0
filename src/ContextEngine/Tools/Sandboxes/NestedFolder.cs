using System.IO.Enumeration;

namespace Pith.Tools.Sandboxes;

/// <summary>Where to look on from a folder, and what git or an editor obeys in it.</summary>
/// <param name="changed">When it last changed.</param>
/// <param name="inode">Its number.</param>
internal sealed class NestedFolder(long changed, ulong inode) : StampedFolder(changed, inode)
{
    private static readonly HashSet<string> Packages = new(StringComparer.Ordinal) { "node_modules", ".venv", "venv", "site-packages", "__pycache__", "target", "obj", ".tox", ".gradle", ".next", ".cache" };

    /// <summary>What the owner of a folder needs to see all that is in it.</summary>
    public const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private const FileAttributes None = (FileAttributes)(-1);

    /// <summary>Folders to look into; in a setting all.</summary>
    public List<string> Folders { get; } = new(0);

    /// <summary>What git takes for a repository.</summary>
    public List<string> Repositories { get; } = new(0);

    /// <summary>Folders that are settings.</summary>
    public List<string> Settings { get; } = new(0);

    /// <summary>What else is a setting; in a setting all else.</summary>
    public List<string> Files { get; } = new(0);

    /// <summary>Whether not all in it can be looked at.</summary>
    public bool IsShut { get; private set; }

    /// <summary>Lists it.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="isRoot">Whether it is the folder of work itself, whose own repository is guarded by itself.</param>
    /// <param name="ofSetting">Whether it lies in a setting, or is one.</param>
    public void List(string folder, bool isRoot, bool ofSetting)
    {
        var (head, common, references, objects) = (false, false, false, false);
        try
        {
            // Where only the right to pass through is missing, there are names and nothing behind them.
            IsShut = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & Passable) != Passable;
            // What the listing says no folder is costs no look of its own. A name that cannot be said has no attributes, and is of a folder where the listing says so.
            foreach (var (name, isFolder) in new FileSystemEnumerable<(string, bool)>(folder, static (ref entry) => (entry.FileName.ToString(), entry.IsDirectory && entry.Attributes is var all && (all == None || (all & FileAttributes.ReparsePoint) == 0)), Plain))
            {
                var path = Path.Combine(folder, name);
                head |= name == "HEAD" && !isFolder;
                common |= name == "commondir" && !isFolder;
                if (name == GuardedPaths.Repository)
                {
                    if (!isRoot)
                        Repositories.Add(path);
                    if (isFolder)
                        continue;
                }

                references |= name == "refs";
                objects |= name == "objects";
                if (ofSetting)
                    (isFolder ? Folders : Files).Add(path);
                else if (SettingNames.IsSetting(folder, name))
                    (isFolder ? Settings : Files).Add(path);
                else if (isFolder && !Packages.Contains(name))
                    Folders.Add(path);
            }
        }
        catch (Exception shut) when (shut is IOException or UnauthorizedAccessException)
        {
            // Who knows a name in it may get at that all the same; not where it went meanwhile.
            IsShut = shut is not (DirectoryNotFoundException or FileNotFoundException);
        }

        // What git takes for a repository: its own objects and references, or those of another. All of it is looked into: a command can make any folder look like one.
        if (head && (common || references && objects))
            Repositories.Add(folder);
    }

    private static EnumerationOptions Plain => new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
}
