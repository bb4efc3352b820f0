using System.Text;
using Pith.Cli.Printing;
using Pith.Hooks;
using Pith.Instructions;
using Pith.Sessions;
using Pith.Store;
using Pith.Text;
using Pith.Tools.Servers;
using Pith.Tools.Shells;

namespace Pith.Cli.Runs;

/// <content>What happens beside the loop: folders, instructions, servers; and what hooks change by what they say.</content>
internal sealed partial class RunHooks
{
    /// <summary>How long the end waits for hooks that only hear of something.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Characters of a session's name.</summary>
    private const int LongestTitle = 200;

    private readonly Lock _lock = new();
    private readonly List<Task> _telling = [];
    private readonly List<HookScene> _early = [];
    private string? _prompt, _place, _title;
    private HookOutcome _atBeginning = HookOutcome.Nothing;

    /// <summary>Variables that they set for commands.</summary>
    public CommandVariables Set { get; } = new();

    /// <summary>Where the next command starts; null where nobody knows.</summary>
    public Func<string?> Place { private get; set; } = static () => null;

    /// <summary>The log of a sub-agent, by its id.</summary>
    public Func<string, string?> AgentLog { private get; set; } = static _ => null;

    /// <summary>Names the prompt that is worked on; empty before the first.</summary>
    public string Turn => _prompt ?? "";

    /// <summary>Servers whose tools they may call; null for none.</summary>
    public ToolServers? Servers { private get; set; }

    /// <summary>Why the session ends.</summary>
    public string Leaving { private get; set; } = "other";

    /// <summary>What the folder is prepared for, as flags have it: <c>init</c> or <c>maintenance</c>; null for nothing.</summary>
    private string? Preparing { get; init; }

    private Func<SessionLog?> Session { get; init; } = static () => null;

    private string Model { get; init; } = "";

    private string Folder { get; init; } = "";

    private TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Tells hooks of something that nobody waits for.</summary>
    public void Tell(HookScene scene)
    {
        if (!_runner.Has(scene.Event))
            return;
        lock (_lock)
        {
            _telling.RemoveAll(t => t.IsCompleted);
            _telling.Add(Task.Run(async () =>
            {
                foreach (var said in (await FireAsync(scene, CancellationToken.None).ConfigureAwait(false)).Context)
                    Late.Add(said);
            }));
        }
    }

    /// <summary>The model was told an instruction file. Before the session has begun it waits.</summary>
    public void Loaded(InstructionFile file, bool anew, IReadOnlyCollection<string> touched)
    {
        var below = Path.GetDirectoryName(file.Path)!.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !file.Path.StartsWith(Path.Combine(Folder, ".claude"), StringComparison.Ordinal);
        var reason = file.ImportedBy is not null ? "include" : anew ? "compact" : file.Globs.Count > 0 && touched.Count > 0 ? "path_glob_match" : below ? "nested_traversal" : "session_start";
        var scene = EventScenes.Loaded(file, reason, reason is "path_glob_match" or "nested_traversal" ? touched.LastOrDefault() : null);
        if (_begun)
            Tell(scene);
        else
            _early.Add(scene);
    }

    /// <summary>What those said that nobody waited for, as texts for the next message.</summary>
    public IReadOnlyList<string> LateNotes() => Late.Take();

    private async Task<HookEnd> CallAsync(string server, string tool, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        if (Servers?.All.FirstOrDefault(s => s.Config.Name == server) is not { } found)
            return new HookEnd($"there is no server {server}", 0, default, default);
        var result = await found.CallAsync(tool, input, cancel).ConfigureAwait(false);
        return result.IsError ? new HookEnd(Encoding.UTF8.GetString(result.Text.Span), 0, default, default) : new HookEnd(null, 0, result.Text, default);
    }

    /// <summary>Begins the session before anything is asked, for those that may say what is asked first. What they say besides goes with the first prompt.</summary>
    public async ValueTask<HookOutcome> BeginEarlyAsync(CancellationToken cancel) =>
        _runner.Has(HookEvent.SessionStart) ? _atBeginning = await BeginAsync(cancel).ConfigureAwait(false) : HookOutcome.Nothing;

    private async ValueTask<HookOutcome> BeginAsync(CancellationToken cancel)
    {
        if (_begun)
            return Interlocked.Exchange(ref _atBeginning, HookOutcome.Nothing);
        _begun = true;
        _place = Place();
        Watch([]);
        WatchSettings();
        if (Preparing is { } trigger)
            await FireAsync(HookScenes.Named(HookEvent.Setup, trigger), cancel).ConfigureAwait(false);
        var heard = await FireAsync(EventScenes.Begun(_source, Model), cancel).ConfigureAwait(false);
        _early.ForEach(Tell);
        _early.Clear();
        return heard;
    }

    /// <summary>Whether a command has left the shell in another folder.</summary>
    private async ValueTask LookAsync(CancellationToken cancel)
    {
        var now = Place();
        if (now is null || Interlocked.Exchange(ref _place, now) is not { } before || before == now)
            return;
        Set.Move();
        await FireAsync(EventScenes.Moved(before, now), cancel).ConfigureAwait(false);
    }

    /// <summary>What hooks change by what they say.</summary>
    private void Take(HookScene scene, HookOutcome heard)
    {
        var at = scene.Event;
        Set.Set(heard.Variables, untilMoved: at is HookEvent.CwdChanged or HookEvent.FileChanged);
        if (heard.WatchPaths is { } paths && at is HookEvent.SessionStart or HookEvent.CwdChanged or HookEvent.FileChanged)
            Watch(paths);
        // As documented, a session that is cleared or made smaller keeps its name.
        if (heard.Title is { } title && scene is not { Event: HookEvent.SessionStart, Subject: "clear" or "compact" })
            Name(title);
    }

    /// <summary>Gives the session a name, once for as long as it is said again.</summary>
    private void Name(string title)
    {
        title = ShortText.Cut(SessionTitle.Of(title), LongestTitle).TrimEnd();
        if (title.Length == 0 || title == _title || Session() is not { } log)
            return;
        _title = title;
        try
        {
            log.AppendTitle(title);
        }
        catch (StoreException refused)
        {
            _tell($"the session is not called '{title}': {refused.Message}");
        }
    }

    private void End()
    {
        _files?.Dispose();
        _settings?.Dispose();
        Task[] telling;
        lock (_lock)
            telling = [.. _telling];
        Task.WhenAll(telling).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(Patience);
    }
}
