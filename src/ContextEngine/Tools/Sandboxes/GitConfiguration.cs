using Pith.Permissions.Paths;
using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>What a repository's own configuration makes it obey besides: files it includes, and the folder of its hooks where that is another.</summary>
public static class GitConfiguration
{
    private const int Deepest = 4;
    private const long Largest = 1 << 20;

    /// <summary>Those of it that lie below a folder of work, where commands could change them; the repository may begin above it.</summary>
    /// <param name="root">The folder, full and without links.</param>
    public static IReadOnlyList<string> Obeyed(string root)
    {
        var found = new List<string>();
        for (var top = root; top is not null; top = Path.GetDirectoryName(top))
            if (CommonOf(Path.Combine(top, GuardedPaths.Repository)) is { } repository)
            {
                foreach (var name in (ReadOnlySpan<string>)["config", "config.worktree"])
                    Read(Path.Combine(repository, name), top, root, Deepest, found);
                break;
            }

        return found;
    }

    /// <summary>The folder that a <c>.git</c> stands for: itself, or the one that it names, and of a linked work tree the one it shares.</summary>
    private static string? CommonOf(string git)
    {
        if (GuardedLinks.IsOwnFolder(git))
            return git;
        const string names = "gitdir:";
        if (TextOf(git) is not { } said || !said.StartsWith(names, StringComparison.Ordinal))
            return null;
        var own = LexicalPath.Join(Path.GetDirectoryName(git)!, said[names.Length..].Trim());
        return TextOf(Path.Combine(own, "commondir")) is { } shared ? LexicalPath.Join(own, shared.Trim()) : own;
    }

    private static void Read(string file, string top, string root, int depth, List<string> found)
    {
        if (depth == 0 || TextOf(file) is not { } text)
            return;
        foreach (var setting in GitConfig.Read(text))
        {
            var value = setting.Value;
            if (!setting.Includes && !setting.NamesHooks || value.Length == 0 || value.StartsWith('~') || value.Contains('\0', StringComparison.Ordinal))
                continue;
            var path = LexicalPath.Join(setting.Includes ? Path.GetDirectoryName(file)! : top, value);
            if (path == root || found.Contains(path))
                continue;
            if (LexicalPath.IsWithin(path, root))
                found.Add(path);
            if (setting.Includes)
                Read(path, top, root, depth - 1, found);
        }
    }

    private static string? TextOf(string path)
    {
        try
        {
            return GuardedFile.KindOf(path).Kind == GuardedKind.File && GuardedFile.IsRegular(path) && new FileInfo(path).Length <= Largest ? File.ReadAllText(path) : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null; // git cannot read it either
        }
    }
}
