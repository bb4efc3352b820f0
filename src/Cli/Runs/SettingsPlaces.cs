using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Permissions.Rules;

namespace Pith.Cli.Runs;

/// <summary>Where Claude Code documents settings and instructions to lie.</summary>
internal static class SettingsPlaces
{
    /// <summary>The organisation's folder.</summary>
    public static string ManagedFolder => OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode"
        : OperatingSystem.IsWindows() ? @"C:\Program Files\ClaudeCode"
        : "/etc/claude-code";

    /// <summary>The settings files that are there and may take effect, in falling precedence.</summary>
    public static IEnumerable<(string Path, RuleSource Source)> Files(Invocation invocation, string folder) =>
        All(invocation, folder).Where(f => f.Source is not (RuleSource.Local or RuleSource.Project) || PermissionFiles.IsTrusted(invocation, folder));

    /// <summary>The settings files that are there, those of a folder that nobody trusts too: they may forbid.</summary>
    public static IEnumerable<(string Path, RuleSource Source)> All(Invocation invocation, string folder) =>
        Places(invocation, folder).Where(f => f.Source == RuleSource.CommandLine || File.Exists(f.Path));

    /// <summary>Where settings files would be, whether they are there or not.</summary>
    public static IEnumerable<(string Path, RuleSource Source)> Places(Invocation invocation, string folder)
    {
        var files = new List<(string Path, RuleSource Source)> { (Path.Combine(ManagedFolder, "managed-settings.json"), RuleSource.Managed) };
        if (invocation.Word(Flags.Settings) is { } named)
            files.Add((PathArgument.Full(named), RuleSource.CommandLine));
        files.AddRange([(Path.Combine(folder, ".claude", "settings.local.json"), RuleSource.Local), (Path.Combine(folder, ".claude", "settings.json"), RuleSource.Project)]);
        if (User(invocation.Around) is { } user)
            files.Add((Path.Combine(user, "settings.json"), RuleSource.User));
        return files.DistinctBy(f => f.Path);
    }

    /// <summary>The home folder, or null.</summary>
    public static string? Home(Surroundings around) => around.Variable(EnvironmentVariable.UserHome) is { Length: > 0 } own ? own : null;

    /// <summary>The user's settings folder, or null.</summary>
    public static string? User(Surroundings around) =>
        around.Variable("CLAUDE_CONFIG_DIR") is { Length: > 0 } config ? config : Home(around) is { } home ? Path.Combine(home, ".claude") : null;
}
