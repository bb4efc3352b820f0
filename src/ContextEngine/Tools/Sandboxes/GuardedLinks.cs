namespace Pith.Tools.Sandboxes;

/// <summary>
/// Links on the way to a guarded path. What puts things back runs outside the sandbox: a link that a command made must never
/// carry its hand to a person's files elsewhere.
/// </summary>
internal static class GuardedLinks
{
    /// <summary>The outermost folder above a path that is a link; null where the way has none, as is right.</summary>
    public static string? Above(string path)
    {
        string? found = null;
        for (var at = Path.GetDirectoryName(path); at is { Length: > 1 }; at = Path.GetDirectoryName(at))
            if (GuardedFile.KindOf(at).Kind == GuardedKind.Link)
                found = at;
        return found;
    }

    /// <summary>Whether a folder is there itself, and no link in its place.</summary>
    public static bool IsOwnFolder(string path) => GuardedFile.KindOf(path).Kind == GuardedKind.Folder;

    /// <summary>Lets us into a file or folder that a command shut. False of what is open already, and of a link.</summary>
    public static bool Open(string path, UnixFileMode needs)
    {
        if (OperatingSystem.IsWindows() || GuardedFile.KindOf(path).Kind is GuardedKind.Link or GuardedKind.Missing)
            return false;
        var mode = File.GetUnixFileMode(path);
        if ((mode & needs) == needs)
            return false;
        File.SetUnixFileMode(path, mode | needs);
        return true;
    }

    /// <summary>Lets us look at a path: every folder between the root and it can be passed through.</summary>
    public static void OpenTo(string root, string path)
    {
        for (var end = root.Length; end > 0 && end < path.Length; end = path.IndexOf('/', end + 1))
            if (IsOwnFolder(path[..end]))
                Open(path[..end], NestedFolder.Passable);
    }
}
