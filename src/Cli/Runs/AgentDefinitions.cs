using System.Text;
using Pith.Agents.SubAgents;
using Pith.Cli.Commands;
using Pith.Permissions.Settings;
using Pith.Tools.Files;

namespace Pith.Cli.Runs;

/// <summary>The kinds of sub-agents: those of <c>--agents</c>, of the project's <c>.claude/agents</c> where the folder is trusted, those of the user's, and the ones that are always there. The first of a name counts.</summary>
internal static class AgentDefinitions
{
    /// <summary>Longer files are no definitions.</summary>
    private const int MostBytes = 256 * 1024;

    private const int Deepest = 12;

    public static IReadOnlyList<AgentKind> Of(Invocation invocation, string folder)
    {
        var around = invocation.Around;
        var user = SettingsPlaces.User(around);
        var project = Of(folder);
        var kinds = new List<AgentKind>(invocation.Word(Flags.Agents) is { } given ? Given(given) : []);
        if (Directory.Exists(project) && PermissionFiles.IsTrusted(invocation, folder))
            Add(kinds, project, around);
        if (user is not null && Path.Combine(user, "agents") is var personal && personal != project)
            Add(kinds, personal, around);
        return [.. kinds.Where(k => k.Name != AgentKind.Fork), .. AgentKind.BuiltIn];
    }

    /// <summary>Where those of a project stand.</summary>
    public static string Of(string folder) => Path.Combine(folder, ".claude", "agents");

    /// <summary>The definitions of a folder and of those in it; none where there is no such folder.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.md", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true }).Where(f => new FileInfo(f).Length <= MostBytes).Order(StringComparer.Ordinal) : [];

    /// <summary>What was named for this very run must be right.</summary>
    private static IReadOnlyList<AgentKind> Given(string word)
    {
        var isJson = word.TrimStart().StartsWith('{');
        try
        {
            return AgentJson.Read(isJson ? Encoding.UTF8.GetBytes(word) : InputFile.Reading(word, () => File.ReadAllBytes(word)), isJson ? $"--{Flags.Agents.Name}" : InputFile.Shown(word));
        }
        catch (SettingsException wrong)
        {
            throw Failure.BadInput(wrong.Message);
        }
    }

    private static void Add(List<AgentKind> kinds, string folder, Surroundings around)
    {
        try
        {
            foreach (var file in FilesIn(folder))
                Add(kinds, file, PlainFile.Read(file), around);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            around.Complain($"warning: the agents of {InputFile.Shown(folder)} cannot be read");
        }
    }

    // One that is wrong is said and passed over: the others, and the run, do not depend on it.
    private static void Add(List<AgentKind> kinds, string file, byte[] bytes, Surroundings around)
    {
        try
        {
            kinds.Add(AgentFile.Read(bytes, InputFile.Shown(file)));
        }
        catch (SettingsException wrong)
        {
            around.Complain($"warning: {wrong.Message}; it is passed over");
        }
    }
}
