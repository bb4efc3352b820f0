namespace Pith.Permissions.Paths;

/// <summary>A look at all that lies below a folder, into no link.</summary>
internal static class FolderWalk
{
    // Beyond these nobody can tell in the time of a decision.
    private const int Most = 20_000;

    /// <summary>The first entry of which something holds, or null; an empty text where nobody can tell, because there are too many or a folder may not be read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="passes">Names of folders that are not entered.</param>
    /// <param name="holds">What is asked of each.</param>
    public static string? First(string folder, ReadOnlySpan<string> passes, Func<FileSystemInfo, bool> holds)
    {
        var rest = new Stack<FileSystemInfo>([new DirectoryInfo(folder)]);
        var looked = 0;
        try
        {
            while (rest.TryPop(out var next))
                foreach (var entry in ((DirectoryInfo)next).EnumerateFileSystemInfos())
                {
                    if (++looked > Most)
                        return "";
                    if (holds(entry))
                        return entry.FullName;
                    if (entry is DirectoryInfo && entry.LinkTarget is null && !passes.Contains(entry.Name))
                        rest.Push(entry);
                }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }

        return null;
    }
}
