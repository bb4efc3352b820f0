using System.Text;
using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Text;
using Pith.Tools.Files;
using Pith.Tools.Servers;
using Pith.Trust;

namespace Pith.Cli.Runs;

/// <summary>
/// The servers that settings name, in falling precedence: <c>--mcp-config</c>, the user's for this folder, the project's
/// <c>.mcp.json</c> where the folder is trusted, the user's for all. The user's
/// stand in <c>~/.claude.json</c>.
/// </summary>
internal static class ServerFiles
{
    public const string ProjectFile = ".mcp.json";

    public static IReadOnlyList<ServerConfig> Of(Invocation invocation, string folder)
    {
        var around = invocation.Around;
        var given = invocation.Word(Flags.McpConfig) is { } word ? Given(word, around) : [];
        if (invocation.Has(Flags.StrictMcp))
            return given;
        var (local, user, settings) = OfUser(ClaudeRecord.Of(invocation), folder, around);
        return [.. given, .. local, .. OfProject(invocation, folder, RunSettings.Join((RuleSource.User, RunSettingsFiles.Of(invocation)), (RuleSource.User, settings))), .. user];
    }

    private static IReadOnlyList<ServerConfig> Given(string word, Surroundings around) => word.TrimStart().StartsWith('{')
        ? Reading(() => new ServerSettings($"--{Flags.McpConfig.Name}", around.Variable).Read(Encoding.UTF8.GetBytes(word)))
        : Reading(() => new ServerSettings(InputFile.Shown(word), around.Variable).Read(InputFile.Reading(word, () => PlainFile.Read(word))));

    /// <summary>
    /// Those of the folder, once it is trusted: a name in a person's settings says nothing of the program that some folder gives it.
    /// Who trusted it here saw them; Claude Code asks about each of them besides the folder, so its record says nothing of those.
    /// </summary>
    private static IEnumerable<ServerConfig> OfProject(Invocation invocation, string folder, RunSettings settings)
    {
        var path = Path.Combine(folder, ProjectFile);
        if (!File.Exists(path))
            return [];
        var trust = TrustedFolder.Of(invocation, folder);
        if (trust.Covers(path))
        {
            var servers = Read(invocation, path).Where(s => !settings.ServersOff.Contains(s.Name)).ToLookup(s => trust.Basis != TrustBasis.Foreign || settings.AllServersOn == true || settings.ServersOn.Contains(s.Name));
            if (servers[false].Any())
                invocation.Around.Complain($"note: Claude Code trusts this folder, but nobody agreed there to {string.Join(", ", servers[false].Select(s => Failure.Shown(s.Name)))} of {ProjectFile}, so not started; 'pith trust add' takes all that the folder starts, enabledMcpjsonServers of your settings one by name");
            return servers[true];
        }

        invocation.Around.Complain($"note: {ProjectFile} is of a folder that is not trusted, so its servers are not started; --trust starts them, 'pith trust add' until further notice");
        return [];
    }

    private static IReadOnlyList<ServerConfig> Read(Invocation invocation, string path) =>
        Reading(() => new ServerSettings(ProjectFile, invocation.Around.Variable).Read(InputFile.Reading(path, () => PlainFile.Read(path))));

    private static (IReadOnlyList<ServerConfig> Local, IReadOnlyList<ServerConfig> User, RunSettings Said) OfUser(ClaudeRecord record, string folder, Surroundings around)
    {
        try
        {
            var (settings, here) = (new ServerSettings("~/.claude.json", around.Variable), record.Project(folder));
            if (record.IsBroken)
                around.Complain("warning: the servers of ~/.claude.json are passed over, since it cannot be read as JSON");
            return (Servers(settings, here), Servers(settings, record.Whole), new RunSettings { ServersOn = [.. here.Words("enabledMcpjsonServers")], AllServersOn = here.Says("enableAllProjectMcpServers") ? true : null, ServersOff = [.. here.Words("disabledMcpjsonServers")] });
        }
        catch (Exception problem) when (problem is InvalidOperationException or SettingsException)
        {
            around.Complain($"warning: the servers of ~/.claude.json are passed over: {problem.Message}");
            return ([], [], new RunSettings());
        }
    }

    private static IReadOnlyList<ServerConfig> Servers(ServerSettings settings, JsonElement parent) =>
        parent.Field("mcpServers") is { ValueKind: not JsonValueKind.Undefined } servers ? settings.Read(servers) : [];

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SettingsException wrong)
        {
            throw Failure.BadInput(wrong.Message);
        }
    }
}
