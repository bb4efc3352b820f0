using Pith.Permissions.Paths;

namespace Pith.Tools;

/// <summary>The folders an agent works in. A value: where the shell stands at a moment is the shell's own affair.</summary>
public sealed record Workspace
{
    /// <summary>A workspace with one folder.</summary>
    /// <param name="root">Where relative paths start.</param>
    public Workspace(string root) => Root = RealPath.Of(Path.GetFullPath(root));

    /// <summary>The working folder, full and without symbolic links.</summary>
    public string Root { get; }

    /// <summary>Further folders that belong to the work, full paths.</summary>
    public IReadOnlyList<string> Additional { get; init; } = [];

    /// <summary>The person's own folder, for paths that start with <c>~/</c>; null where there is none.</summary>
    public string? Home { get; init; }

    /// <summary>Files that searches do not come upon, because rules keep them from being read; null for none. Takes full paths without links.</summary>
    public Func<string, bool>? IsWithheld { get; init; }

    /// <summary>The full path of what a model wrote, links not followed. False for what can be no path.</summary>
    public bool TryResolve(string path, out string full)
    {
        ArgumentNullException.ThrowIfNull(path);
        full = "";
        if (path.Length == 0 || path.Contains('\0'))
            return false;
        if (Home is not null && (path == "~" || path.StartsWith("~/", StringComparison.Ordinal)))
            path = Home + path[1..];
        // Behind a link, two dots mean one folder to who reads the path and another to the kernel; so they mean none.
        if (path.Contains("..", StringComparison.Ordinal) && RealPath.OrNull(Path.Combine(Root, path)) is var real && real != RealPath.OrNull(Path.GetFullPath(path, Root)))
            return false;
        full = Path.GetFullPath(path, Root);
        if (full.Length > 1)
            full = Path.TrimEndingDirectorySeparator(full);
        return true;
    }

    /// <summary>Whether a path without links lies in one of the folders. Compares whole names, never prefixes of them.</summary>
    /// <param name="real">A full path, as <see cref="RealPath.Of"/> gives it.</param>
    public bool Contains(string real) => IsBelow(real, Root) || Additional.Any(folder => IsBelow(real, RealPath.Of(folder)));

    /// <summary>A path as short as it can be said: relative where it lies under the root.</summary>
    public string Show(string full) =>
        IsBelow(full, Root) && full.Length > Root.Length ? Path.GetRelativePath(Root, full) : full;

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || folder.EndsWith(Path.DirectorySeparatorChar) || path[folder.Length] == Path.DirectorySeparatorChar);
}
