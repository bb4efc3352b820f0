using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Permissions.Decisions;
using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tools.Sandboxes;

namespace Pith.Cli.Runs;

/// <summary>The sandbox of a run: whether there is one, and what commands may touch in it.</summary>
internal static class SandboxChoice
{
    /// <summary>The program itself, as it is started again for each command.</summary>
    public static IReadOnlyList<string> Launcher
    {
        get
        {
            var own = Environment.ProcessPath ?? throw Failure.Usage("the path of pith itself cannot be found, so no sandbox can be started");
            return Path.GetFileNameWithoutExtension(own) == "dotnet" ? [own, Path.Combine(AppContext.BaseDirectory, "pith.dll")] : [own];
        }
    }

    /// <summary>The sandbox that flag and settings ask for; null for none. What the kernel lacks is said.</summary>
    /// <param name="invocation">May have the flag, which goes before the settings.</param>
    /// <param name="all">What settings say.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="started">What hooks start.</param>
    /// <param name="origin">What the working folder is a copy of; null where it is no work tree.</param>
    /// <param name="isTrusted">Whether what lies in it takes effect; null where that is still to be looked up.</param>
    public static Sandbox? Of(Invocation invocation, PermissionSettings all, string folder, IReadOnlyList<string> started, WorktreeOrigin? origin = null, bool? isTrusted = null)
    {
        var settings = all.Sandbox;
        var asked = invocation.Word(Flags.Sandbox);
        if (asked is "off" || asked is null && settings.Enabled is not true)
            return null;
        var around = invocation.Around;
        var policy = Policy(all, folder, around, origin) with { Started = started };
        try
        {
            var abilities = SandboxAbilities.OfKernel();
            if (!abilities.HasNamespaces && settings.DenyRead.Count > 0)
                throw new IOException("without namespaces nothing can be hidden, though settings ask for that");
            var sandbox = new Sandbox(policy, abilities, Launcher)
            {
                MayAskOutside = settings.MayAskOutside is not false,
                Excluded = settings.Excluded,
                TrustsFolder = isTrusted ?? PermissionFiles.IsTrusted(invocation, folder),
                Denied = DeniedBy(all, folder, policy, around, origin),
            };
            if (!abilities.HasNamespaces && !policy.Hosts.IsEmpty)
                around.Complain("note: without namespaces no host can be told from another, so commands in the sandbox reach none; what needs one asks");
            foreach (var lack in abilities.Lacks)
                around.Complain($"note: in this kernel's sandbox {lack}");
            return sandbox;
        }
        catch (IOException lack) when (asked is null && settings.MustBe is not true)
        {
            around.Complain($"warning: commands run without a sandbox, {lack.Message}");
            return null;
        }
        catch (IOException lack)
        {
            throw new Failure(ExitCode.Missing, $"there is no sandbox here, {lack.Message}");
        }
    }

    /// <summary>Where temporary files go, without links.</summary>
    public static string TemporaryFolder(Surroundings around) =>
        RealPath.Of(around.Variable(EnvironmentVariable.Temporary) is { Length: > 0 } named && Directory.Exists(named) ? named : "/tmp");

    /// <summary>What this kernel would hold commands to, where flag or settings ask for a sandbox.</summary>
    public static Containment ContainmentOf(Invocation invocation, SandboxSettings settings)
    {
        if (invocation.Word(Flags.Sandbox) is "off" || invocation.Word(Flags.Sandbox) is null && settings.Enabled is not true)
            return Containment.None;
        var abilities = SandboxAbilities.OfKernel();
        // Where Of gives none, nothing is held.
        var lacksHiding = !abilities.HasNamespaces && settings.DenyRead.Count + settings.DenyWrite.Count > 0;
        return !abilities.Suffices || lacksHiding ? Containment.None : abilities.Lacks.Count == 0 ? Containment.Whole : Containment.Partial;
    }

    /// <summary>What rules deny of paths, as the sandbox of a folder holds it.</summary>
    public static DeniedPaths DeniedBy(PermissionSettings all, string folder, SandboxPolicy policy, Surroundings around, WorktreeOrigin? origin = null) =>
        new(all, folder, SettingsPlaces.Home(around), policy.Guarded, TimeProvider.System, origin);

    /// <summary>What commands may touch by settings. In a work tree, paths told from the repository mean their copies: for writing those alone, else both.</summary>
    public static SandboxPolicy Policy(PermissionSettings all, string folder, Surroundings around, WorktreeOrigin? origin = null)
    {
        var (settings, home) = (all.Sandbox, SettingsPlaces.Home(around));
        string Full(string path) => RealPath.Of(Path.GetFullPath(path.StartsWith("~/", StringComparison.Ordinal) && home is not null ? home + path[1..] : path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : path, origin?.Folder ?? folder));
        string Copied(string path) => origin is null ? Full(path) : origin.Copied(Full(path));
        IEnumerable<string> Both(IEnumerable<string> paths) => origin is null ? paths.Select(Full) : paths.SelectMany(p => (string[])[Full(p), Copied(p)]);
        var policy = Policy(folder, [.. settings.AllowWrite.Select(Copied)], around);
        return policy with
        {
            ReadOnly = [.. Both(settings.DenyWrite)],
            Hidden = [.. policy.Hidden.Concat(Both(settings.DenyRead)).Except(Both(settings.AllowRead)).Distinct(StringComparer.Ordinal)],
            AllowsUnixSockets = settings.AllowsUnixSockets is true,
            Hosts = all.Hosts,
        };
    }

    /// <summary>What commands may touch unless settings say otherwise: the working folder, the temporary folder, no credentials.</summary>
    public static SandboxPolicy Policy(string folder, IReadOnlyList<string> further, Surroundings around)
    {
        string[] all = [RealPath.Of(folder), .. further, TemporaryFolder(around)];
        string[] writable = [.. all.Distinct(StringComparer.Ordinal)];
        return new SandboxPolicy
        {
            Writable = writable,
            Guarded = [.. all.SkipLast(1).Distinct(StringComparer.Ordinal)],
            Hidden = CredentialPlaces.Of(SettingsPlaces.Home(around), writable),
            Quarantine = Path.Combine(RealPath.Of(StoreRoot.Of(around)), "quarantine"),
        };
    }
}
