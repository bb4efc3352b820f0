using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Verbs;

/// <summary>The settings in force where the program stands: managed, given, local, project, user.</summary>
internal static class PermissionFiles
{
    /// <summary>An authority as an agent would have it here.</summary>
    public static Authority Open(Invocation invocation) => Open(invocation, Directory.GetCurrentDirectory());

    /// <summary>An authority over another working folder, by the settings in force here.</summary>
    public static Authority Open(Invocation invocation, string workspace) => Open(invocation, workspace, new PermissionSettings(), invocation.Word(Flags.Mode));

    /// <summary>The same, with rules and a mode that the command line gives.</summary>
    public static Authority Open(Invocation invocation, string workspace, PermissionSettings given, string? modeName) => Read(invocation).Open(workspace, given, modeName);

    /// <summary>Reads the settings in force here, once.</summary>
    public static ReadSettings Read(Invocation invocation)
    {
        var folder = Directory.GetCurrentDirectory();
        var user = SettingsPlaces.User(invocation.Around);
        var trusted = IsTrusted(invocation, folder);
        var (first, others) = (new List<PermissionSettings>(), new List<PermissionSettings>());
        Add(first, Path.Combine(SettingsPlaces.ManagedFolder, "managed-settings.json"), RuleSource.Managed, folder);
        if (invocation.Word(Flags.Settings) is { } named)
            others.Add(Read(named, RuleSource.CommandLine, folder));
        foreach (var (name, source) in (ReadOnlySpan<(string, RuleSource)>)[("settings.local.json", RuleSource.Local), ("settings.json", RuleSource.Project)])
        {
            var path = Path.Combine(folder, ".claude", name);
            if (File.Exists(path))
                others.Add(trusted ? Read(path, source, folder) : Tightening(invocation, path, source, folder));
        }

        if (user is not null)
            Add(others, Path.Combine(user, "settings.json"), RuleSource.User, user);
        return new ReadSettings(invocation, first, others, trusted);
    }

    /// <summary>The settings files that take effect there, the one that goes first at the beginning.</summary>
    public static IEnumerable<string> Paths(Invocation invocation, string folder)
    {
        yield return Path.Combine(SettingsPlaces.ManagedFolder, "managed-settings.json");
        if (invocation.Word(Flags.Settings) is { } named)
            yield return named;
        if (IsTrusted(invocation, folder))
        {
            yield return Path.Combine(folder, ".claude", "settings.local.json");
            yield return Path.Combine(folder, ".claude", "settings.json");
        }

        if (SettingsPlaces.User(invocation.Around) is { } user)
            yield return Path.Combine(user, "settings.json");
    }

    /// <summary>Whether what lies in a folder may take effect.</summary>
    public static bool IsTrusted(Invocation invocation, string folder) => TrustedFolder.Of(invocation, folder).IsTrusted;

    private static void Add(List<PermissionSettings> files, string path, RuleSource source, string root)
    {
        if (File.Exists(path))
            files.Add(Read(path, source, root));
    }

    private static PermissionSettings Read(string path, RuleSource source, string root) => InputFile.Reading(path, () =>
    {
        try
        {
            return SettingsReader.Read(File.ReadAllBytes(path), InputFile.Shown(path), source, root);
        }
        catch (SettingsException wrong)
        {
            throw Failure.BadInput(wrong.Message);
        }
    });

    /// <summary>A folder nobody has trusted may forbid, never allow.</summary>
    private static PermissionSettings Tightening(Invocation invocation, string path, RuleSource source, string root)
    {
        var all = Read(path, source, root);
        var kept = all.Rules.Where(r => r.Verdict != Verdict.Allow).ToArray();
        if (kept.Length < all.Rules.Count || all.Mode is not null || all.AdditionalFolders.Count > 0)
            invocation.Around.Complain($"note: {InputFile.Shown(path)} is of a folder that is not trusted, so what it allows is passed over; --trust takes it as it is, 'pith trust add' until further notice");
        return new PermissionSettings { Rules = kept, BypassDisabled = all.BypassDisabled, AutoDisabled = all.AutoDisabled, BlocksOutsideWrites = all.BlocksOutsideWrites, Sandbox = all.Sandbox.Tightening() };
    }
}
