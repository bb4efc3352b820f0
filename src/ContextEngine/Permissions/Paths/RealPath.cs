namespace Pith.Permissions.Paths;

/// <summary>Where a path really leads: symbolic links followed, also in front of what does not exist yet.</summary>
public static class RealPath
{
    // Linux gives up at the same number.
    private const int MostLinks = 40;

    // So many parts are looked at one by one before it is worth asking whether there is anything at all.
    private const int Few = 16;

    /// <summary>As long as a path may be that a system takes, in characters.</summary>
    internal static readonly int Longest = OperatingSystem.IsWindows() ? 32_767 : 4_096;

    /// <summary>The path without links, or null where nobody can tell: a circle of links, a folder that may not be read.</summary>
    /// <param name="full">A full path.</param>
    public static string? OrNull(string full) => FollowOrNull(full, null);

    /// <summary>The same, with the links that are followed, each by a path without others.</summary>
    internal static string? FollowOrNull(string full, ICollection<string>? links)
    {
        try
        {
            return Follow(full, links);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The links on the way of a path, each by a path without others, and where it leads: who changes one of them changes what the path means.</summary>
    /// <param name="full">A full path.</param>
    public static IEnumerable<string> Ways(string full)
    {
        var ways = new List<string>();
        return FollowOrNull(full, ways) is { } real ? ways.Append(real) : ways.Append(full);
    }

    /// <summary>The path without links. A call of the system per part of the path; of long ones none below what is not there.</summary>
    /// <param name="full">A full path.</param>
    /// <exception cref="IOException">The links go round in a circle, or the path is longer than any system takes.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be read.</exception>
    public static string Of(string full) => Follow(full, null);

    private static string Follow(string full, ICollection<string>? followed)
    {
        ArgumentNullException.ThrowIfNull(full);
        if (full.Length > Longest)
            throw new PathTooLongException($"a path of {full.Length} characters is longer than any system takes");
        var links = 0;
        var root = Path.GetPathRoot(full)!;
        var real = root;
        var rest = new Stack<string>(Parts(full[root.Length..]));
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                // There is no link below what is not there.
                if (rest.Count > Few && !Path.Exists(real) && !rest.Contains(".."))
                    return Path.Combine([real, .. rest]);
                continue;
            }

            followed?.Add(next);
            if (++links > MostLinks)
                throw new IOException($"the symbolic links of {full} go round in a circle");
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            foreach (var step in Parts(target[(Path.IsPathRooted(target) ? real.Length : 0)..]))
                rest.Push(step);
        }

        return real;
    }

    // The last part first, as a stack wants them.
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").Reverse();
}
