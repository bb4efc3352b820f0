using System.Buffers;
using System.Collections;
using System.Text;
using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Cli.Stores;
using Pith.Hooks;
using Pith.Offload;
using Pith.Permissions.Settings;
using Pith.Sessions;
using Pith.Store;
using Pith.Tools.Shells;

namespace Pith.Cli.Runs;

/// <summary>The hooks of a run: brings its moments before them, and what they say into a form that the loop can use. Disposing ends the session for them.</summary>
internal sealed class RunHooks(HookRunner runner, Action<string> tell, BlobStore store, string source) : IDisposable
{
    /// <summary>What a hook says beyond this goes to the store, and the model sees a preview.</summary>
    private const int LongestSaid = 10_000;

    private bool _begun;

    /// <summary>Makes them ready.</summary>
    /// <param name="basis">Has them, and the mode.</param>
    /// <param name="session">The log, another one after a rewind.</param>
    /// <param name="store">Takes what they say at length.</param>
    public static RunHooks Open(RunBasis basis, Func<SessionLog?> session, BlobStore store)
    {
        var (invocation, around) = (basis.Invocation, basis.Invocation.Around);
        void Tell(string said) => around.Complain($"hook: {said}");
        var options = new HookOptions
        {
            Session = () => session()?.Id ?? "",
            Transcript = () => session()?.Path ?? "",
            Folder = basis.Folder,
            Home = SettingsPlaces.Home(around),
            Mode = () => PermissionModes.All[(int)basis.Authority.Mode],
            Environment = ShellEnvironment.Of(Variables(), []),
            Late = report =>
            {
                foreach (var message in report.Outcome.Messages)
                    Tell(message);
            },
            Http = WebClient.Open,
            Variable = around.Variable,
            Ask = new HookModel(invocation).AskAsync,
        };
        var source = invocation.Has(Flags.Fork) ? "fork" : invocation.Has(Flags.Continue) || invocation.Has(Flags.Resume) ? "resume" : "startup";
        return new RunHooks(new HookRunner(basis.Hooks, options), Tell, store, source);
    }

    /// <summary>Our environment.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            yield return new((string)variable.Key, (string?)variable.Value ?? "");
    }

    /// <summary>Takes more hooks; false where the settings do not let them run.</summary>
    public bool Add(IReadOnlyList<HookHandler> handlers) => runner.Add(handlers);

    /// <summary>As <see cref="LoopHook"/> has it.</summary>
    public async ValueTask<HookOutcome> FireAsync(LoopMoment moment, CancellationToken cancel)
    {
        var before = HookOutcome.Nothing;
        if (moment is LoopMoment.Prompted && !_begun)
        {
            _begun = true;
            before = await FireAsync(HookScenes.Named(HookEvent.SessionStart, source), cancel).ConfigureAwait(false);
        }

        if (before.Stop is not null || HookScenes.Of(moment) is not { } scene)
            return before;
        var heard = await FireAsync(scene, cancel).ConfigureAwait(false);
        if (moment is LoopMoment.Compacted)
            before = await FireAsync(HookScenes.Named(HookEvent.SessionStart, "compact"), cancel).ConfigureAwait(false);
        return heard with { Context = [.. before.Context, .. heard.Context], Input = heard.Input is { } input ? HookScenes.Input(moment, input) : default(ReadOnlyMemory<byte>?) };
    }

    /// <summary>Fires an event that is no moment of the loop.</summary>
    public async ValueTask<HookOutcome> FireAsync(HookScene scene, CancellationToken cancel)
    {
        if (!runner.Has(scene.Event))
            return HookOutcome.Nothing;
        var heard = await runner.FireAsync(scene, cancel).ConfigureAwait(false);
        foreach (var message in heard.Messages)
            tell(message);
        var said = heard.Context.Select(c => Told(scene.Event, c)).ToList();
        // A call that has run cannot be blocked any more: the model is told.
        if (scene.Event is HookEvent.PostToolUse or HookEvent.PostToolUseFailure && heard.Block is { } block)
            said.Add(Told(scene.Event, block));
        return heard with { Context = said, Block = scene.Event is HookEvent.Stop or HookEvent.SubagentStop && heard.Block is { } reason ? Told(scene.Event, reason) : heard.Block };
    }

    public void Dispose()
    {
        if (_begun)
            FireAsync(HookScenes.Named(HookEvent.SessionEnd, "other"), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        runner.Dispose();
    }

    private string Told(HookEvent at, string text)
    {
        if (text.Length > LongestSaid)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var preview = new ArrayBufferWriter<byte>(Preview.MaxBytes);
            var hash = StoreRoot.TryPut(store, bytes);
            Preview.Write(bytes, new PreviewContext { Tool = "hook"u8, Hash = hash }, Preview.MaxBytes, preview);
            text = Encoding.UTF8.GetString(preview.WrittenSpan);
        }

        return $"<system-reminder>\nA {at} hook of the user says:\n{text}\n</system-reminder>";
    }
}
