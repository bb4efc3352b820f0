using System.Text;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tools.Files;

namespace Pith.Cli.Runs;

/// <summary>Where Claude Code documents settings and instructions to lie.</summary>
internal static class SettingsPlaces
{
    /// <summary>Stands for a path where the settings are on the command line itself.</summary>
    private const string OnCommandLine = "--settings";

    /// <summary>The organisation's folder.</summary>
    public static string ManagedFolder => OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode"
        : OperatingSystem.IsWindows() ? @"C:\Program Files\ClaudeCode"
        : "/etc/claude-code";

    /// <summary>The settings files that are there and may take effect, in falling precedence.</summary>
    public static IEnumerable<(string Path, RuleSource Source)> Files(Invocation invocation, string folder) =>
        All(invocation, folder).Where(f => f.Source is not (RuleSource.Local or RuleSource.Project) || PermissionFiles.IsTrusted(invocation, folder));

    /// <summary>The settings files that are there, those of a folder that nobody trusts too: they may forbid.</summary>
    public static IEnumerable<(string Path, RuleSource Source)> All(Invocation invocation, string folder)
    {
        var files = Places(invocation, folder).Where(f => f.Source == RuleSource.CommandLine || File.Exists(f.Path)).ToList();
        if (invocation.Word(Flags.Settings) is { } given && IsJson(given))
            files.Insert(files.Count(f => f.Source == RuleSource.Managed), (OnCommandLine, RuleSource.CommandLine));
        return files;
    }

    /// <summary>Reads one of them; what is wrong with it ends the program with a sentence.</summary>
    /// <param name="invocation">Has the settings that are no file.</param>
    /// <param name="path">As it was listed.</param>
    /// <param name="read">Makes something of its bytes.</param>
    public static T Read<T>(Invocation invocation, string path, Func<ReadOnlyMemory<byte>, T> read) => InputFile.Reading(path, () =>
    {
        try
        {
            return read(path == OnCommandLine ? Encoding.UTF8.GetBytes(invocation.Word(Flags.Settings)!) : PlainFile.Read(path));
        }
        catch (SettingsException wrong)
        {
            throw Failure.BadInput(wrong.Message);
        }
    });

    /// <summary>Where settings files would be, whether they are there or not.</summary>
    public static IEnumerable<(string Path, RuleSource Source)> Places(Invocation invocation, string folder)
    {
        var files = new List<(string Path, RuleSource Source)> { (Path.Combine(ManagedFolder, "managed-settings.json"), RuleSource.Managed) };
        if (invocation.Word(Flags.Settings) is { } named && !IsJson(named))
            files.Add((PathArgument.Full(named), RuleSource.CommandLine));
        files.AddRange([(Path.Combine(folder, ".claude", "settings.local.json"), RuleSource.Local), (Path.Combine(folder, ".claude", "settings.json"), RuleSource.Project)]);
        if (User(invocation.Around) is { } user)
            files.Add((Path.Combine(user, "settings.json"), RuleSource.User));
        return files.DistinctBy(f => f.Path);
    }

    private static bool IsJson(string word) => word.TrimStart().StartsWith('{');

    /// <summary>The home folder, or null.</summary>
    public static string? Home(Surroundings around) => around.Variable(EnvironmentVariable.UserHome) is { Length: > 0 } own ? own : null;

    /// <summary>The user's settings folder, or null.</summary>
    public static string? User(Surroundings around) =>
        around.Variable("CLAUDE_CONFIG_DIR") is { Length: > 0 } config ? config : Home(around) is { } home ? Path.Combine(home, ".claude") : null;
}
