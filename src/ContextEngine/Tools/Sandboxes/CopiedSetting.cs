using Pith.Permissions.Paths;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// A setting that a command copied from one that is guarded. What it names lies below where it is, as that of the other does, or is found on the way up from
/// there; both a command can make anyhow. What leaves its folder by name may have led where none can write, and leads elsewhere now.
/// </summary>
internal static class CopiedSetting
{
    /// <summary>
    /// Whether what stands at a path is one, under the same path from a folder of its own, as a work tree of git or a copy of the workspace has it:
    /// <c>wt/x/app/.vscode</c> of <c>app/.vscode</c>, or <c>sub/.vscode</c> of <c>.vscode</c>; or in a folder that was not there, where nobody worked yet: <c>app3/.vscode</c>.
    /// </summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="root">The folder of work; the settings at its top are as they were.</param>
    /// <param name="before">Those below it as they were before.</param>
    /// <param name="isFolderNew">Whether the folder that it lies in was not there.</param>
    public static bool Is(string path, string root, Dictionary<string, NestedSetting> before, bool isFolderNew)
    {
        try
        {
            var copy = GuardedEntry.Of(path, withContent: true);
            for (var from = path.IndexOf('/', root.Length + 1); from > 0; from = path.IndexOf('/', from + 1))
            {
                var isTop = from == path.LastIndexOf('/') && SettingNames.IsSetting(root, path[(from + 1)..]);
                if (IsOf(copy, isTop ? GuardedEntry.Of(root + path[from..], withContent: true) : before.GetValueOrDefault(root + path[from..])?.Content))
                    return true;
            }

            if (isFolderNew)
                foreach (var was in before.Values)
                    if (LexicalPath.NameOf(was.Path).SequenceEqual(LexicalPath.NameOf(path)) && IsOf(copy, was.Content))
                        return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is no copy.
        }

        return false;
    }

    // It holds nothing that the other does not hold at the same place.
    private static bool IsOf(GuardedEntry copy, GuardedEntry? other)
    {
        if (copy.Kind != other?.Kind || copy.Content is null || other.Content is null)
            return false;
        foreach (var file in copy.Content)
            if (!IsIn(file, other.Content))
                return false;
        return true;
    }

    private static bool IsIn(GuardedFile file, IReadOnlyList<GuardedFile> files)
    {
        foreach (var one in files)
            if (one.Name == file.Name && one.Kind == file.Kind)
                return file.Kind == GuardedKind.Folder || file.Bytes is { } bytes && one.Bytes.AsSpan().SequenceEqual(bytes) && bytes.AsSpan().IndexOf(".."u8) < 0;
        return false;
    }
}
