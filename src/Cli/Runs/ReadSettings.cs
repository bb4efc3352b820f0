using Pith.Cli.Commands;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tools.Sandboxes;

namespace Pith.Cli.Runs;

/// <summary>
/// The settings files as they stood when they were read. An authority for another mode or with further rules is made from
/// these: who writes to a file meanwhile changes nothing that is in force.
/// </summary>
/// <param name="invocation">Flags and environment.</param>
/// <param name="managed">The organisation's, which go before what the command line gives.</param>
/// <param name="others">Those behind it, in falling precedence.</param>
/// <param name="isTrusted">Whether what lies in the folder takes effect.</param>
/// <param name="started">What hooks start; null where they were not read yet.</param>
internal sealed class ReadSettings(Invocation invocation, IReadOnlyList<PermissionSettings> managed, IReadOnlyList<PermissionSettings> others, bool isTrusted, IReadOnlyList<string>? started)
{
    private Containment? _containment;
    private IReadOnlyList<string>? _started = started;

    /// <summary>All of them, with what the command line gives.</summary>
    public PermissionSettings With(PermissionSettings given) => PermissionSettings.Join([.. managed, given, .. others]);

    /// <summary>An authority over a working folder.</summary>
    /// <param name="workspace">The working folder.</param>
    /// <param name="given">Rules that the command line or a person gives.</param>
    /// <param name="modeName">The mode that they give; null for that of the settings.</param>
    /// <param name="temporary">A temporary folder besides that of this machine, for a session of another; or null.</param>
    /// <param name="origin">What the working folder is a copy of; null where it is no work tree.</param>
    public Authority Open(string workspace, PermissionSettings given, string? modeName, string? temporary = null, WorktreeOrigin? origin = null)
    {
        var settings = With(given);
        var mode = modeName is not null && PermissionModes.TryParse(modeName, out var chosen) ? chosen : settings.Mode;
        var containment = _containment ??= SandboxChoice.ContainmentOf(invocation, settings.Sandbox); // asking the kernel takes milliseconds
        var policy = containment == Containment.Whole ? SandboxChoice.Policy(settings, workspace, invocation.Around, origin) : null;
        return new Authority(settings, new AuthorityOptions
        {
            Folder = workspace,
            Home = SettingsPlaces.Home(invocation.Around),
            Origin = origin ?? SubAgentFolder.Around(workspace, invocation.Around),
            Mode = mode,
            IsTrusted = isTrusted,
            Containment = containment,
            ReachesHosts = containment == Containment.Whole,
            Obeyed = GitConfiguration.Obeyed(workspace),
            Started = _started ??= HookFiles.Started(invocation),
            Hidden = policy?.Hidden,
            HoldsDenied = policy is not null && SandboxChoice.DeniedBy(settings, workspace, policy, invocation.Around, origin).AreHeld,
            // Where nobody is asked about what is held, nobody need be asked about the temporary folder either.
            Free = mode == PermissionMode.Auto || containment != Containment.None ? temporary is null ? [SandboxChoice.TemporaryFolder(invocation.Around)] : [SandboxChoice.TemporaryFolder(invocation.Around), temporary] : [],
        });
    }
}
