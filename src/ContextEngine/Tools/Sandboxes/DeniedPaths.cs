using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// What Read and Edit rules deny, as it exists at a moment: a command in the sandbox finds the one empty and cannot change the other, whatever program it runs.
/// Rules that name one path are looked at where they point; for patterns the folders of work are walked, and a folder whose stamp is the old one is not listed again.
/// </summary>
public sealed class DeniedPaths
{
    /// <summary>Folders that are walked, and paths that are held: each is a call of the system for each command.</summary>
    private const int MostFolders = 20_000, MostPaths = 500;

    private readonly DeniedRule[] rules;
    private readonly IReadOnlyList<string> roots;
    private readonly WorktreeOrigin? origin;
    private readonly StampedFolders<Listing> folders;
    private readonly Lock oneAtATime = new();

    /// <summary>Those of settings.</summary>
    /// <param name="settings">With the rules.</param>
    /// <param name="folder">The working folder, which paths of rules begin at.</param>
    /// <param name="home">The person's own folder, or null.</param>
    /// <param name="roots">Folders that are walked; full and without links.</param>
    /// <param name="time">What the stamps of the disk are compared with.</param>
    /// <param name="origin">What the working folder is a copy of: what cannot be read there, or in that, is walked for too. Null where it is no work tree.</param>
    public DeniedPaths(PermissionSettings settings, string folder, string? home, IReadOnlyList<string> roots, TimeProvider time, WorktreeOrigin? origin = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var real = RealPath.Of(folder);
        (this.roots, this.origin, folders) = (origin is null ? roots : [.. roots, origin.Folder], origin, new StampedFolders<Listing>(time));
        var denying = settings.Rules.Where(r => r.Verdict == Verdict.Deny && (PathTools.Reads(r.Tool) || PathTools.Writes(r.Tool))).ToArray();
        rules = [.. denying.Where(r => r.Specifier is not null).Select(r => new DeniedRule(r.Root == folder ? r with { Root = real } : r, real, home, origin))];
        AreHeld = !denying.Any(r => r is { Tool: "Read" or "Edit", Specifier: null }) && rules.All(r => r.IsHeldIn(this.roots));
    }

    /// <summary>Whether all that rules deny of paths can be held: none denies all paths, and patterns begin in folders of work.</summary>
    public bool AreHeld { get; }

    /// <summary>Whether no rule denies a path.</summary>
    public bool IsEmpty => rules.Length == 0;

    /// <summary>What is there now, full paths without links: what looks empty, and what stays as it is.</summary>
    /// <exception cref="IOException">There is more than can be held.</exception>
    public (IReadOnlyList<string> Hidden, IReadOnlyList<string> Fixed) Find()
    {
        lock (oneAtATime)
        {
            var (hidden, kept) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
            foreach (var rule in rules)
                foreach (var path in rule.Paths)
                    if (Path.Exists(path) && RealPath.OrNull(path) is { } real)
                        (rule.IsOfReading ? hidden : kept).Add(real);
            if (Array.Exists(rules, r => r.Paths.Count == 0))
                Walk(hidden, kept);
            // Out of a work tree nobody writes there; what others write there meanwhile is not for its commands to put back.
            kept.RemoveWhere(path => origin is not null && LexicalPath.IsWithin(path, origin.Folder) && !LexicalPath.IsWithin(path, origin.Top));
            if (hidden.Count + kept.Count > MostPaths)
                throw new IOException($"rules deny {hidden.Count + kept.Count:N0} files and folders of {roots[0]}, and the sandbox holds {MostPaths}: name folders in the rules, as Read(./secrets/**)");
            return ([.. hidden.Order(StringComparer.Ordinal)], [.. kept.Order(StringComparer.Ordinal)]);
        }
    }

    private void Walk(HashSet<string> hidden, HashSet<string> kept)
    {
        var ahead = new Queue<string>(roots);
        folders.Begin();
        while (ahead.TryDequeue(out var folder))
        {
            if (folders.Look(folder, (changed, inode) => List(folder, changed, inode)) is not { } listed)
                continue;
            if (folders.Count > MostFolders)
                throw new IOException($"rules deny paths by a pattern, and {roots[0]} has more than {MostFolders:N0} folders to look for them in: name folders in the rules, as Read(./secrets/**)");
            hidden.UnionWith(listed.Hidden);
            kept.UnionWith(listed.Fixed);
            foreach (var below in listed.Folders)
                ahead.Enqueue(below);
        }

        folders.End();
    }

    private Listing List(string folder, long changed, ulong inode)
    {
        var listed = new Listing(changed, inode);
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true }))
            {
                var path = entry.FullName;
                // A link leads to what is denied where it stands, if it is; what it is itself shows nothing.
                if (entry.LinkTarget is not null)
                    continue;
                var (isHidden, isFixed) = (Array.Exists(rules, r => r.IsOfReading && r.Covers(path)), Array.Exists(rules, r => !r.IsOfReading && r.Covers(path)));
                if (isHidden)
                    listed.Hidden.Add(path);
                if (isFixed)
                    listed.Fixed.Add(path);
                if (entry is DirectoryInfo && !isHidden && entry.Name != GuardedPaths.Repository)
                    listed.Folders.Add(path);
            }
        }
        catch (Exception shut) when (shut is IOException or UnauthorizedAccessException)
        {
            // A command cannot list it either, and what it opens there by name it may not read. Or something was short for a moment.
            listed.IsPartial = true;
        }

        return listed;
    }

    private sealed class Listing(long changed, ulong inode) : StampedFolder(changed, inode)
    {
        public List<string> Folders { get; } = new(0);

        public List<string> Hidden { get; } = new(0);

        public List<string> Fixed { get; } = new(0);
    }
}
