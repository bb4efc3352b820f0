using System.Text.Json;
using Pith.Permissions.Paths;
using Pith.Text;
using Pith.Tools.Files;
using Pith.Trust;

namespace Pith.Cli.Runs;

/// <summary>The files of a folder that a settings file of it names: scripts of hooks, of servers, of the status line, and what rules let run.</summary>
internal static class StartedFiles
{
    private static readonly string[] PackageRunners = ["npm", "yarn", "pnpm", "bun"], Makes = ["make", "gmake"], Makefiles = ["GNUmakefile", "makefile", "Makefile"];

    /// <summary>Those that are there; nothing of a file that cannot be read, which whoever reads it for effect refuses.</summary>
    /// <param name="settings">The file.</param>
    /// <param name="folder">The folder.</param>
    public static IEnumerable<string> Of(string settings, string folder)
    {
        try
        {
            using var document = ForeignJson.Parse(PlainFile.Read(settings), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. Commands(document.RootElement).Select(text => new CommandWords(text, folder)).SelectMany(Of).Concat(Allowed(document.RootElement).SelectMany(text => new CommandWords(text, folder).Files()).Where(File.Exists))
                .Where(path => LexicalPath.IsWithin(path, folder))];
        }
        catch (Exception unread) when (unread is JsonException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Of(CommandWords words) =>
        words.Files().Where(File.Exists)
            .Concat(PackageRunners.Any(words.Has) ? words.Folders.Select(PackageScripts.Of) : [])
            .Concat(Makes.Any(words.Has) ? words.Folders.SelectMany(folder => Makefiles.Select(name => Path.Combine(folder, name))).Where(File.Exists) : []);

    /// <summary>What stands together in one object is one command: its program, its arguments, its folder.</summary>
    private static IEnumerable<string> Commands(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Commands),
        JsonValueKind.Object => value.EnumerateObject().Where(p => p.Name != "permissions").SelectMany(p => Commands(p.Value))
            .Append(string.Join('\n', value.EnumerateObject().SelectMany(p => Texts(p.Value).Select(text => p.NameEquals("cwd"u8) ? $"cd\n{text}" : text)))),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    /// <summary>What rules let run. A rule about reading or writing starts nothing, and what it denies may be a secret that shall not be written down.</summary>
    private static IEnumerable<string> Allowed(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("permissions", out var rules) && rules.ValueKind == JsonValueKind.Object && rules.TryGetProperty("allow", out var allowed)
            ? Texts(allowed).Where(rule => rule.StartsWith("Bash(", StringComparison.Ordinal)).Select(rule => rule[5..].TrimEnd(')').Replace(":*", " *", StringComparison.Ordinal))
            : [];
}
