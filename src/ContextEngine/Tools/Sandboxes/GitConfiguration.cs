using Pith.Permissions.Paths;

namespace Pith.Tools.Sandboxes;

/// <summary>What a repository's own configuration makes it obey besides: files it includes, and the folder of its hooks where that is another.</summary>
public static class GitConfiguration
{
    private const int Deepest = 4;
    private const long Largest = 1 << 20;

    /// <summary>Those of it that lie below a folder of work, where commands could change them.</summary>
    /// <param name="root">The folder, full and without links.</param>
    public static IReadOnlyList<string> Obeyed(string root)
    {
        var found = new List<string>();
        if (CommonOf(Path.Combine(root, GuardedPaths.Repository)) is { } repository)
            foreach (var name in (ReadOnlySpan<string>)["config", "config.worktree"])
                Read(Path.Combine(repository, name), root, Deepest, found);
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

    private static void Read(string file, string root, int depth, List<string> found)
    {
        if (depth == 0 || TextOf(file) is not { } text)
            return;
        foreach (var (section, name, value) in Settings(text))
        {
            var includes = name == "path" && (section == "include" || section.StartsWith("includeif", StringComparison.Ordinal));
            if (!includes && !(section == "core" && name == "hookspath") || value.Length == 0 || value.StartsWith('~'))
                continue;
            var path = LexicalPath.Join(includes ? Path.GetDirectoryName(file)! : root, value);
            if (path == root || !LexicalPath.IsWithin(path, root) || found.Contains(path))
                continue;
            found.Add(path);
            if (includes)
                Read(path, root, depth - 1, found);
        }
    }

    /// <summary>Its settings in their order, sections and names in small letters.</summary>
    private static IEnumerable<(string Section, string Name, string Value)> Settings(string text)
    {
        var section = "";
        foreach (var line in text.Replace("\\\r\n", "", StringComparison.Ordinal).Replace("\\\n", "", StringComparison.Ordinal).Split('\n'))
        {
            var rest = line.Trim();
            if (rest.StartsWith('[') && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            {
                // What a condition names in quotes may hold a bracket; then a setting behind it is missed on this line only.
                end = rest.Contains('"') && rest.IndexOf("\"]", StringComparison.Ordinal) is > 0 and var quoted ? quoted + 1 : end;
                section = rest[1..end].Trim().ToLowerInvariant();
                rest = rest[(end + 1)..].Trim();
            }

            if (rest.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                yield return (section, rest[..equals].Trim().ToLowerInvariant(), Plain(rest[(equals + 1)..]));
        }
    }

    private static string Plain(string value)
    {
        var plain = new System.Text.StringBuilder(value.Length);
        var inQuotes = false;
        for (var i = 0; i < value.Length; i++)
            if (value[i] == '"')
                inQuotes = !inQuotes;
            else if (value[i] == '\\' && i + 1 < value.Length)
                plain.Append(value[++i]);
            else if (!inQuotes && value[i] is '#' or ';')
                break;
            else
                plain.Append(value[i]);
        return plain.ToString().Trim();
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
