using Pith.Cli.Commands;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>The settings in force where the program stands: managed, given, local, project, user.</summary>
internal static class PermissionFiles
{
    /// <summary>An authority as an agent would have it here.</summary>
    public static Authority Open(Invocation invocation) => Open(invocation, Directory.GetCurrentDirectory());

    /// <summary>An authority over another working folder, by the settings in force here.</summary>
    public static Authority Open(Invocation invocation, string workspace, string? temporary = null) => Read(invocation).Open(workspace, new PermissionSettings(), invocation.Word(Flags.Mode), temporary);

    /// <summary>Reads the settings in force here, once.</summary>
    /// <param name="invocation">Has the flags.</param>
    /// <param name="started">What hooks start, where they were read already.</param>
    public static ReadSettings Read(Invocation invocation, IReadOnlyList<string>? started = null)
    {
        var folder = Directory.GetCurrentDirectory();
        var trusted = IsTrusted(invocation, folder);
        var (first, others) = (new List<PermissionSettings>(), new List<PermissionSettings>());
        foreach (var (path, source) in SettingsPlaces.All(invocation, folder))
        {
            var root = source == RuleSource.User ? SettingsPlaces.User(invocation.Around)! : folder;
            var isOfFolder = source is RuleSource.Local or RuleSource.Project;
            (source == RuleSource.Managed ? first : others).Add(isOfFolder && !trusted ? Tightening(invocation, path, source, root) : Read(invocation, path, source, root));
        }

        return new ReadSettings(invocation, first, others, trusted, started);
    }

    /// <summary>Whether what lies in a folder may take effect.</summary>
    public static bool IsTrusted(Invocation invocation, string folder) => TrustedFolder.Of(invocation, folder).IsTrusted;

    private static PermissionSettings Read(Invocation invocation, string path, RuleSource source, string root) =>
        SettingsPlaces.Read(invocation, path, bytes => SettingsReader.Read(bytes, InputFile.Shown(path), source, root));

    /// <summary>A folder nobody has trusted may forbid, never allow.</summary>
    private static PermissionSettings Tightening(Invocation invocation, string path, RuleSource source, string root)
    {
        var all = Read(invocation, path, source, root);
        var kept = all.Rules.Where(r => r.Verdict != Verdict.Allow).ToArray();
        if (kept.Length < all.Rules.Count || all.Mode is not null || all.AdditionalFolders.Count > 0 || all.SaysMore)
            invocation.Around.Complain($"note: {InputFile.Shown(path)} is of a folder that is not trusted, so what it allows or sets is passed over; --trust takes it as it is, 'pith trust add' until further notice");
        return new PermissionSettings { Rules = kept, BypassDisabled = all.BypassDisabled, AutoDisabled = all.AutoDisabled, BlocksOutsideWrites = all.BlocksOutsideWrites, Sandbox = all.Sandbox.Tightening(), PassedOver = all.PassedOver };
    }
}
