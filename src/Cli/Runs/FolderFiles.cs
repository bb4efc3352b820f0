using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Instructions;
using Pith.Permissions.Paths;
using Pith.Text;
using Pith.Tools.Files;
using Pith.Trust;

namespace Pith.Cli.Runs;

/// <summary>The files of a folder that take effect once it is trusted: settings, what they start, kinds of sub-agents, instructions, what git runs.</summary>
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
            .Concat(settings.SelectMany(s => Started(s, folder)))
            .Concat(Below(Path.Combine(folder, ".claude", "hooks")).Take(MostScripts))
            .Concat(AgentDefinitions.FilesIn(AgentDefinitions.Of(folder)))
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

    /// <summary>The files of the folder that any text of a settings file names: scripts of hooks, of servers, of the status line.</summary>
    private static IEnumerable<string> Started(string settings, string folder)
    {
        try
        {
            using var document = ForeignJson.Parse(PlainFile.Read(settings), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. Texts(document.RootElement).SelectMany(t => Words(t, folder)).Where(f => LexicalPath.IsWithin(f, folder) && File.Exists(f))];
        }
        catch (Exception unread) when (unread is JsonException or IOException or UnauthorizedAccessException)
        {
            return []; // whoever reads it for effect refuses it
        }
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        _ => [],
    };

    private static IEnumerable<string> Words(string text, string folder)
    {
        var plain = text.Replace("${CLAUDE_PROJECT_DIR}", folder, StringComparison.Ordinal).Replace("$CLAUDE_PROJECT_DIR", folder, StringComparison.Ordinal);
        // The whole of it too: a name may have blanks.
        foreach (var word in plain.Split([' ', '\t', '\n', ';', '|', '&', '(', ')', '<', '>', '=', '`'], StringSplitOptions.RemoveEmptyEntries).Append(plain))
            if (word.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Trim() is { Length: > 0 and < 4096 } name && !name.Contains('\0'))
                yield return Path.GetFullPath(name, folder);
    }

    private static IEnumerable<string> Below(string folder) =>
        !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 12, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/.git/", StringComparison.Ordinal));
}
