using System.Collections;
using Pith.Agents;
using Pith.Cli.Commands;
using Pith.Hooks;
using Pith.Permissions.Settings;
using Pith.Sessions;
using Pith.Store;

namespace Pith.Cli.Runs;

/// <summary>The hooks of a run: brings its moments before them, and what they say into a form that the loop can use. Disposing ends the session for them.</summary>
internal sealed partial class RunHooks : IDisposable
{
    private readonly HookRunner _runner;
    private readonly Action<string> _tell;
    private readonly HookWords _words;
    private readonly string _source;
    private bool _begun;

    /// <param name="runner">Runs them.</param>
    /// <param name="tell">Tells the person a line.</param>
    /// <param name="store">Takes what they say at length.</param>
    /// <param name="source">How the session began.</param>
    public RunHooks(HookRunner runner, Action<string> tell, BlobStore store, string source)
    {
        (_runner, _tell, _words, _source) = (runner, tell, new HookWords(store), source);
        Late = new LateWords(tell, _words);
        Attention = new Attention(this, TimeProvider.System);
    }

    /// <summary>Makes them ready.</summary>
    /// <param name="basis">Has them, and the mode.</param>
    /// <param name="session">The log, another one after a rewind.</param>
    /// <param name="store">Takes what they say at length.</param>
    public static RunHooks Open(RunBasis basis, Func<SessionLog?> session, BlobStore store)
    {
        var (invocation, around) = (basis.Invocation, basis.Invocation.Around);
        void Tell(string said) => around.Complain($"hook: {said}");
        RunHooks hooks = null!;
        var models = new HookModel(invocation);
        var investigator = new HookInvestigator(basis, models);
        var environment = RunEnvironment.Of(invocation);
        var options = new HookOptions
        {
            Session = () => session()?.Id ?? "",
            Transcript = () => session()?.Path ?? "",
            Prompt = () => hooks._prompt,
            Place = () => hooks._place,
            Folder = basis.Folder,
            Home = SettingsPlaces.Home(around),
            Mode = () => PermissionModes.All[(int)basis.Authority.Mode],
            Environment = environment,
            Known = name => hooks.Set[name] ?? environment.FirstOrDefault(e => e.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..],
            Scratch = Path.Combine(store.Root, "hooks"),
            Late = report =>
            {
                hooks.Send(report.Outcome);
                hooks.Late.Take(report);
            },
            Http = WebClient.Open,
            Variable = around.Variable,
            Ask = models.AskAsync,
            Investigate = investigator.AskAsync,
            Call = async (tool, input, cancel) => await hooks.CallAsync(tool.Server, tool.Name, input, cancel).ConfigureAwait(false),
        };
        var source = invocation.Has(Flags.Fork) ? "fork" : invocation.Has(Flags.Continue) || invocation.Has(Flags.Resume) ? "resume" : basis.Beginning;
        hooks = new RunHooks(new HookRunner(basis.Hooks, options), Tell, store, source)
        {
            Session = session,
            Attach = loop =>
            {
                models.Attach(loop);
                investigator.Attach(loop);
            },
            Folder = basis.Folder,
            Model = basis.Choice.Model,
            Time = around.Time,
            Preparing = invocation.Has(Flags.Init) ? "init" : invocation.Has(Flags.Maintenance) ? "maintenance" : null,
            Settings = [.. SettingsPlaces.Places(invocation, basis.Folder)],
        };
        hooks.Attention = new Attention(hooks, around.Time);
        return hooks;
    }

    /// <summary>Our environment.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            yield return new((string)variable.Key, (string?)variable.Value ?? "");
    }

    /// <summary>Sends the person's terminal what a hook says for it.</summary>
    public Action<string> Signal { get; set; } = static _ => { };

    /// <summary>Tells those that ask models which loop's limits they keep to.</summary>
    public Action<AgentLoop> Attach { get; private init; } = static _ => { };

    /// <summary>Tells them that a person is waited for.</summary>
    public Attention Attention { get; private set; }

    /// <summary>What those say that nobody waits for.</summary>
    public LateWords Late { get; }

    /// <summary>Takes more hooks; false where the settings do not let them run.</summary>
    public bool Add(IReadOnlyList<HookHandler> handlers) => _runner.Add(handlers);

    /// <summary>Whether any hook waits for an event.</summary>
    public bool Has(HookEvent at) => _runner.Has(at);

    /// <summary>As <see cref="LoopHook"/> has it.</summary>
    public async ValueTask<HookOutcome> FireAsync(LoopMoment moment, CancellationToken cancel)
    {
        var before = HookOutcome.Nothing;
        if (moment is LoopMoment.Prompted)
        {
            _prompt = RunFacts.NewId();
            before = await BeginAsync(cancel).ConfigureAwait(false);
        }

        if (moment is LoopMoment.Prompted or LoopMoment.Called)
            await LookAsync(cancel).ConfigureAwait(false);
        if (before.Stop is not null || HookScenes.Of(moment, AgentLog) is not { } scene)
            return before;
        scene = scene with { Agent = moment.By ?? scene.Agent, Root = moment.Root, Place = moment.Place };
        var heard = await FireAsync(scene, cancel).ConfigureAwait(false);
        if (moment is LoopMoment.Compacted)
            before = await FireAsync(EventScenes.Begun("compact", Model), cancel).ConfigureAwait(false);
        // What woke it may have been told already.
        if (moment is LoopMoment.Finishing && Late.Woken.IsCompleted && LateNotes() is { Count: > 0 } notes)
            heard = heard with { Block = string.Join('\n', [.. heard.Block is { } block ? (string[])[block] : [], .. notes]) };
        return heard with { Context = [.. before.Context, .. heard.Context], Input = heard.Input is { } input ? HookScenes.Input(moment, input) : default(ReadOnlyMemory<byte>?) };
    }

    /// <summary>Fires an event.</summary>
    public async ValueTask<HookOutcome> FireAsync(HookScene scene, CancellationToken cancel)
    {
        if (!_runner.Has(scene.Event))
            return HookOutcome.Nothing;
        var heard = await _runner.FireAsync(scene, cancel).ConfigureAwait(false);
        Send(heard);
        foreach (var message in heard.Messages)
            _tell(message);
        Take(scene, heard);
        var said = heard.Context.Select(c => _words.Of(scene.Event, c)).ToList();
        // A call that has run cannot be blocked any more: the model is told.
        if (scene.Event is HookEvent.PostToolUse or HookEvent.PostToolUseFailure && heard.Block is { } block)
            said.Add(_words.Of(scene.Event, block));
        return heard with { Context = said, Block = scene.Event is HookEvent.Stop or HookEvent.SubagentStop && heard.Block is { } reason ? _words.Of(scene.Event, reason) : heard.Block };
    }

    private void Send(HookOutcome heard)
    {
        if (heard.Signal.Length > 0)
            Signal(heard.Signal);
    }

    public void Dispose()
    {
        End();
        if (_begun)
            FireAsync(HookScenes.Named(HookEvent.SessionEnd, Leaving), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _runner.Dispose();
    }
}
