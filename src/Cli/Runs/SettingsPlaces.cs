using Pith.Cli.Commands;

namespace Pith.Cli.Runs;

/// <summary>Where Claude Code documents settings and instructions to lie.</summary>
internal static class SettingsPlaces
{
    /// <summary>The organisation's folder.</summary>
    public static string ManagedFolder => OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode"
        : OperatingSystem.IsWindows() ? @"C:\Program Files\ClaudeCode"
        : "/etc/claude-code";

    /// <summary>The home folder, or null.</summary>
    public static string? Home(Surroundings around) => around.Variable(EnvironmentVariable.UserHome) is { Length: > 0 } own ? own : null;

    /// <summary>The user's settings folder, or null.</summary>
    public static string? User(Surroundings around) =>
        around.Variable("CLAUDE_CONFIG_DIR") is { Length: > 0 } config ? config : Home(around) is { } home ? Path.Combine(home, ".claude") : null;
}
