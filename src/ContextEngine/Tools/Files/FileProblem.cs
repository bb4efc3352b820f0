namespace Pith.Tools.Files;

/// <summary>What stands in the way of reading or writing a file, in words for the model.</summary>
internal static class FileProblem
{
    private const int MostShown = 40;

    /// <summary>Runs the work of a call; what the file system refuses becomes the call's error.</summary>
    public static ToolResult Guard(string shown, Func<ToolResult> work)
    {
        try
        {
            return work();
        }
        catch (Store.StoreException refused)
        {
            return ToolResult.Failed($"Nothing was changed, because the earlier content cannot be kept: {refused.Message}.");
        }
        catch (UnauthorizedAccessException)
        {
            return ToolResult.Failed($"{shown}: permission denied.");
        }
        catch (IOException refused)
        {
            return ToolResult.Failed($"{shown}: {SystemWords.Of(refused)}.");
        }
    }

    /// <summary>For a path where nothing is: what is near it.</summary>
    public static ToolResult Missing(Workspace workspace, string full)
    {
        if (new FileInfo(full).LinkTarget is { } target)
            return ToolResult.Failed($"{workspace.Show(full)} is a link to {target}, where no file is.");
        var folder = full;
        do
            folder = Path.GetDirectoryName(folder);
        while (folder is not null && !Directory.Exists(folder));
        var shown = workspace.Show(full);
        if (folder is null)
            return ToolResult.Failed($"{shown} does not exist.");
        var missing = Path.GetRelativePath(folder, full).Split(Path.DirectorySeparatorChar)[0];
        var near = NearName.Of(missing, Names(folder).Take(10_000), 3);
        var hint = near.Count > 0 ? $" Near it: {string.Join(", ", near.Select(n => workspace.Show(Path.Combine(folder, n))))}."
            : missing == Path.GetFileName(full) ? "" : $" The folder {workspace.Show(folder)} has no {missing}.";
        return ToolResult.Failed($"{shown} does not exist.{hint} Relative paths start at {workspace.Root}.");
    }

    /// <summary>For a folder where a file was expected: what is in it.</summary>
    public static ToolResult IsFolder(Workspace workspace, string full)
    {
        var names = Names(full).Order(StringComparer.Ordinal).ToList();
        var more = names.Count > MostShown ? $", and {names.Count - MostShown} more" : "";
        var list = names.Count == 0 ? "It is empty." : $"It holds: {string.Join(", ", names.Take(MostShown))}{more}.";
        return ToolResult.Failed($"{workspace.Show(full)} is a folder, not a file. {list}");
    }

    /// <summary>For what can be no path at all.</summary>
    public static ToolResult NoPath() => ToolResult.Failed("\"file_path\" can be no path: it is empty or holds a zero byte.");

    /// <summary>For pipes, devices and sockets.</summary>
    public static ToolResult NotRegular(string shown) => ToolResult.Failed($"{shown} is no ordinary file but a pipe, a device or a socket.");

    private static IEnumerable<string> Names(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(e => e is DirectoryInfo ? e.Name + "/" : e.Name)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
