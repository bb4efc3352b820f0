using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Hooks;

namespace Pith.Cli.Verbs;

/// <summary><c>--init-only</c>: the hooks that prepare a folder, without a model.</summary>
internal static class SetupHooks
{
    public static int Run(Invocation invocation)
    {
        var (around, folder) = (invocation.Around, Directory.GetCurrentDirectory());
        var settings = HookFiles.Read(invocation, folder);
        foreach (var note in settings.Notes)
            around.Complain($"note: {note}");
        using var runner = new HookRunner(settings, new HookOptions { Folder = folder, Home = SettingsPlaces.Home(around), Environment = RunEnvironment.Of(invocation), Http = WebClient.Open, Variable = around.Variable });
        foreach (var scene in (HookScene[])[HookScenes.Named(HookEvent.Setup, "init"), HookScenes.Named(HookEvent.SessionStart, "startup")])
            foreach (var message in runner.FireAsync(scene, CancellationToken.None).AsTask().GetAwaiter().GetResult().Messages)
                around.Complain($"hook: {message}");
        return ExitCode.Done;
    }
}
