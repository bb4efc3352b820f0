using Pith.Permissions.Paths;

namespace Pith.Instructions;

/// <summary>
/// Finds the instruction files of a folder, in the order in which they count, the most general first: the organisation's, the
/// user's, then of every folder from the root down to the working folder <c>CLAUDE.md</c> or <c>.claude/CLAUDE.md</c>,
/// <c>AGENTS.md</c>, <c>CLAUDE.local.md</c> and <c>.claude/rules</c>. Each reading looks at the disk anew: a few dozen calls.
/// </summary>
/// <param name="options">Where to look.</param>
public sealed class InstructionTree(InstructionOptions options)
{
    /// <summary>Reads what counts now.</summary>
    /// <param name="touched">Full paths of files that were read or changed: folders below the working folder count from then on, and rules about such files.</param>
    public IReadOnlyList<InstructionFile> Read(IReadOnlyCollection<string> touched)
    {
        ArgumentNullException.ThrowIfNull(touched);
        var found = new InstructionCollector(options, touched);
        if (options.Managed is { } managed)
            found.Add(Path.Combine(managed, "CLAUDE.md"), InstructionScope.Managed, managed);
        if (options.User is { } user)
        {
            found.Add(Path.Combine(user, "CLAUDE.md"), InstructionScope.User, user);
            Rules(found, Path.Combine(user, "rules"), InstructionScope.User, options.Folder);
        }

        foreach (var folder in Ancestors(options.Folder).Reverse().Concat(Below(touched)))
            Folder(found, folder);
        return found.Files;
    }

    /// <summary>Whether a path is one at which instruction files are looked for.</summary>
    /// <param name="path">A full path.</param>
    public static bool IsInstructionFile(string path) =>
        Path.GetFileName(path) is "CLAUDE.md" or "CLAUDE.local.md" or "AGENTS.md" || path.Contains("/.claude/rules/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal);

    private static void Folder(InstructionCollector found, string folder)
    {
        var (own, inner) = (Path.Combine(folder, "CLAUDE.md"), Path.Combine(folder, ".claude", "CLAUDE.md"));
        var isOwn = File.Exists(own);
        found.Add(isOwn ? own : inner, InstructionScope.Project, folder);
        if (isOwn)
            found.Pass(inner, InstructionScope.Project, folder, own);
        found.Add(Path.Combine(folder, "AGENTS.md"), InstructionScope.Project, folder);
        found.Add(Path.Combine(folder, "CLAUDE.local.md"), InstructionScope.Local, folder);
        Rules(found, Path.Combine(folder, ".claude", "rules"), InstructionScope.Project, folder);
    }

    private static void Rules(InstructionCollector found, string rules, InstructionScope scope, string root)
    {
        if (!Directory.Exists(rules))
            return;
        var all = Directory.EnumerateFiles(rules, "*.md", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8, AttributesToSkip = 0 });
        foreach (var rule in all.Order(StringComparer.Ordinal))
            found.Add(rule, scope, root, isRule: true);
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
            yield return at;
    }

    /// <summary>Folders below the working folder that lead to files that were touched, the outer ones first.</summary>
    private SortedSet<string> Below(IReadOnlyCollection<string> touched)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in touched)
            for (var at = Path.GetDirectoryName(path); at is not null && at != options.Folder && LexicalPath.IsWithin(at, options.Folder); at = Path.GetDirectoryName(at))
                folders.Add(at);
        return folders;
    }
}
