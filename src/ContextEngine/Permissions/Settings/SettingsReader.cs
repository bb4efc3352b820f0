using Pith.Permissions.Rules;

namespace Pith.Permissions.Settings;

/// <summary>Reads the permission part of a settings.json. Keys it does not know are left alone; a known key of a wrong type is an error.</summary>
public static class SettingsReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="source">Which of the settings files it is.</param>
    /// <param name="root">The folder that <c>/x</c> in its rules begins at.</param>
    /// <exception cref="SettingsException">It is no JSON, or a known key has a wrong type.</exception>
    public static PermissionSettings Read(ReadOnlyMemory<byte> json, string name, RuleSource source, string root)
    {
        using var document = SettingsPlace.Parse(json, name);
        return Read(SettingsPlace.Of(document.RootElement, name), source, root);
    }

    private static PermissionSettings Read(SettingsPlace document, RuleSource source, string root)
    {
        var auto = AutoModeSettings.Read(document); // read in any case, so that what is wrong is told
        var isOfProject = source is RuleSource.Project or RuleSource.Local;
        var all = new PermissionSettings
        {
            AutoMode = isOfProject ? new() : auto,
            PassedOver = isOfProject && (auto.ClassifyAllShell || auto.Named.Any()) ? [$"{document.File}: autoMode is not taken from files of a project; the user's settings, --settings and the organisation's may have it"] : [],
            AutoDisabled = document.Text("disableAutoMode") == "disable",
            Sandbox = SandboxSettings.Read(document) ?? new SandboxSettings(),
            SaysMore = RunSettings.Keys.Any(document.Has),
        };
        if (document.Part("permissions") is not { } permissions)
            return all;
        var unusable = new List<string>();
        return new PermissionSettings
        {
            Rules = [.. Rules(permissions, "deny", Verdict.Deny, source, root, unusable), .. Rules(permissions, "ask", Verdict.Ask, source, root, unusable), .. Rules(permissions, "allow", Verdict.Allow, source, root, unusable)],
            Mode = permissions.Text("defaultMode") is { } mode ? ModeOf(permissions, mode) : null,
            AdditionalFolders = permissions.Texts("additionalDirectories"),
            BypassDisabled = permissions.Text("disableBypassPermissionsMode") == "disable",
            AutoDisabled = all.AutoDisabled || permissions.Text("disableAutoMode") == "disable",
            BlocksOutsideWrites = permissions.Flag("blockWritesOutsideWorkingDirectories") ?? false,
            Sandbox = all.Sandbox,
            AutoMode = all.AutoMode,
            PassedOver = [.. all.PassedOver, .. unusable],
            SaysMore = all.SaysMore,
        };
    }

    /// <summary>The rules of a list. Without one that allows a run is stricter than it was meant, so that is passed over and told; without one that forbids it would be laxer.</summary>
    private static IEnumerable<Rule> Rules(SettingsPlace permissions, string key, Verdict verdict, RuleSource source, string root, List<string> unusable)
    {
        foreach (var text in permissions.Texts(key))
            if (Rule.TryParse(text, verdict, source, root, out var rule, out var error))
                yield return rule;
            else if (verdict == Verdict.Allow)
                unusable.Add($"{permissions.File}, {permissions.PlaceOf(key)}: this rule is passed over: {error}");
            else
                throw new SettingsException($"{permissions.File}, {permissions.PlaceOf(key)}: {error}");
    }

    private static PermissionMode ModeOf(SettingsPlace permissions, string mode) =>
        PermissionModes.TryParse(mode, out var found) ? found : throw new SettingsException($"{permissions.File}, {permissions.PlaceOf("defaultMode")}: '{mode}' is no mode; there are {string.Join(", ", PermissionModes.All)}");
}
