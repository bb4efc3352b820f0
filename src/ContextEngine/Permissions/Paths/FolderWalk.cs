namespace Pith.Permissions.Paths;

/// <summary>Looks at all that lies below folders, into no link. All looks for one line share a budget: a decision has little time, however many folders are named.</summary>
internal sealed class FolderWalk
{
    // Beyond these nobody can tell in the time of a decision.
    private const int Most = 20_000;
    private int looked;

    /// <summary>The first entry of which something holds, or null; an empty text where nobody can tell, because there are too many or a folder may not be read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="passes">Names of folders that are not entered.</param>
    /// <param name="holds">What is asked of each.</param>
    public string? First(string folder, ReadOnlySpan<string> passes, Func<FileSystemInfo, bool> holds)
    {
        var rest = new Stack<FileSystemInfo>([new DirectoryInfo(folder)]);
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
