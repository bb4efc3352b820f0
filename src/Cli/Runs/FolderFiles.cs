using Pith.Cli.Commands;
using Pith.Instructions;
using Pith.Trust;

namespace Pith.Cli.Runs;

/// <summary>The files of a folder that take effect once it is trusted: settings, what they start, instructions, what git runs.</summary>
internal static class FolderFiles
{
    private const int MostSearched = 50_000, MostScripts = 500;

    private static readonly string[] Named = [".claude/settings.json", ".claude/settings.local.json", ".mcp.json"];

    /// <summary>Those that count from the start, as they stand.</summary>
    public static IEnumerable<string> AtStart(Invocation invocation, string folder)
    {
        var settings = Named.Select(n => Path.Combine(folder, n)).Where(File.Exists).ToArray();
        var tree = new InstructionTree(InstructionFiles.Places(invocation, folder) with { IsTrusted = true, MayReach = static _ => true });
        return settings
            .Concat(settings.SelectMany(s => StartedFiles.Of(s, folder)))
            .Concat(Below(Path.Combine(folder, ".claude", "hooks")).Take(MostScripts))
            .Concat(RepositoryFiles.Of(folder))
            .Concat(tree.Read([]).Where(f => !f.HasAuthority && File.Exists(f.Path)).Select(f => f.Path))
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>Instruction files of the folders below, which count from when a file near them is read.</summary>
    public static IEnumerable<string> Later(string folder) =>
        Below(folder).Take(MostSearched).Where(InstructionTree.IsInstructionFile);

    /// <summary>The files as they stand now: those at the start, and what a record names besides.</summary>
    public static IReadOnlyList<TrustedFile> Now(IEnumerable<string> atStart, TrustRecord? record) =>
        [.. atStart.Concat(record?.Files.Select(f => f.Path) ?? []).Distinct(StringComparer.Ordinal).Select(TrustedFile.Of).OfType<TrustedFile>()];

    private static IEnumerable<string> Below(string folder) =>
        !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 12, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/.git/", StringComparison.Ordinal));
}
