using Pith.Cli.Commands;
using Pith.Tools.Shells;

namespace Pith.Cli.Runs;

/// <summary>
/// The variables of a run under <c>env</c> of the settings. Commands, hooks and servers get all of them over what of our
/// environment they may see; pith itself goes by those that no project wrote.
/// </summary>
internal static class RunEnvironment
{
    // A model can print what a command sees, and what a model prints goes to its provider.
    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal) { EnvironmentVariable.AnthropicKey, EnvironmentVariable.AnthropicToken, EnvironmentVariable.OpenAiKey };

    // Where the settings themselves lie, and what was taken down about them, is found before they are read.
    private static readonly HashSet<string> Found = new(StringComparer.Ordinal) { EnvironmentVariable.UserHome, EnvironmentVariable.Home, EnvironmentVariable.Cache, "XDG_DATA_HOME", "CLAUDE_CONFIG_DIR" };

    /// <summary>What a run starts others with, <c>NAME=value</c>.</summary>
    public static IReadOnlyList<string> Of(Invocation invocation)
    {
        var set = new CommandVariables();
        set.Set(RunSettingsFiles.Of(invocation).Variables.Where(v => !Keys.Contains(v.Key)).Select(v => $"{v.Key}={v.Value}"), untilMoved: false);
        return set.Over(ShellEnvironment.Of(RunHooks.Variables(), []));
    }

    /// <summary>The same command line where these variables are set.</summary>
    public static Invocation Under(Invocation invocation)
    {
        var own = RunSettingsFiles.OwnVariables(invocation);
        var before = invocation.Around.Variable;
        return own.Count == 0 ? invocation : invocation.In(invocation.Around with { Variable = name => !Found.Contains(name) && own.TryGetValue(name, out var value) ? value : before(name) });
    }
}
