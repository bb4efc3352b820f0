using System.Runtime.CompilerServices;
using Pith.Cli.Commands;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>What the settings in force where the program stands say of a run besides permissions: model, variables, servers. Read once a run, however often it is asked.</summary>
internal static class RunSettingsFiles
{
    private static readonly ConditionalWeakTable<Invocation, RunSettings> Known = [];

    public static RunSettings Of(Invocation invocation) => Known.GetValue(invocation, static asked => Read(asked, static _ => true));

    /// <summary>Variables that count for pith itself. No file of the folder is looked at, and so nobody need be asked whether it is trusted.</summary>
    public static IReadOnlyDictionary<string, string> OwnVariables(Invocation invocation) =>
        Read(invocation, static source => source is not (RuleSource.Local or RuleSource.Project)).OwnVariables;

    private static RunSettings Read(Invocation invocation, Func<RuleSource, bool> counts)
    {
        var folder = Directory.GetCurrentDirectory();
        return RunSettings.Join([.. SettingsPlaces.All(invocation, folder).Where(f => counts(f.Source)).Select(f => (f.Source, SettingsPlaces.Read(invocation, f.Path, bytes =>
            RunSettings.Read(bytes, InputFile.Shown(f.Path), f.Source, f.Source is not (RuleSource.Local or RuleSource.Project) || PermissionFiles.IsTrusted(invocation, folder)))))]);
    }
}
