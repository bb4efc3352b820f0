using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Pith.Tools.Shells;

namespace Pith.Hooks;

/// <summary>
/// Runs the hooks of an event: all that match side by side, the same command once, each with its own time. Disposing ends
/// those that nobody waited for.
/// </summary>
public sealed class HookRunner : IDisposable
{
    private HookSettings _settings;
    private readonly HookOptions _options;
    private readonly ShellWarden? _warden;
    private readonly ConcurrentDictionary<string, bool> _done = new(StringComparer.Ordinal); // agents side by side fire the same hooks

    /// <summary>A runner over these hooks.</summary>
    public HookRunner(HookSettings settings, HookOptions options)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _options) = (settings, options);
        if (OperatingSystem.IsLinux())
            _warden = new ShellWarden();
    }

    /// <summary>Takes more hooks, those of the program that drives this one; false where settings leave hooks to the organisation or switch them off.</summary>
    public bool Add(IReadOnlyList<HookHandler> handlers)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        if (_settings.AllDisabled || _settings.ManagedOnly)
            return false;
        _settings = _settings with { Handlers = [.. _settings.Handlers, .. handlers] };
        return true;
    }

    /// <summary>Whether any hook waits for this event.</summary>
    public bool Has(HookEvent at) => _settings.Handlers.Any(h => h.Event == at);

    /// <summary>The hooks of an event, whatever they match.</summary>
    public IEnumerable<HookHandler> Of(HookEvent at) => _settings.Handlers.Where(h => h.Event == at);

    /// <summary>The hooks that would run, in their order.</summary>
    public IReadOnlyList<HookHandler> Chosen(HookScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return [.. _settings.Handlers
            .Where(h => h.Event == scene.Event && (HookEvents.Subject(h.Event) is null || h.Matcher.Matches(scene.Subject)) && HookCondition.Holds(h.If, scene, _options) && !_done.ContainsKey(KeyOf(h)))
            // Of two that run the same, the one that fails closed stays.
            .GroupBy(KeyOf, StringComparer.Ordinal).Select(same => same.FirstOrDefault(h => h.BlocksOnFailure) ?? same.First())];
    }

    /// <summary>Runs them and joins what they say. Throws only where the wait is ended.</summary>
    public async ValueTask<HookOutcome> FireAsync(HookScene scene, CancellationToken cancel) =>
        HookOutcome.Join([.. (await RunAsync(scene, cancel).ConfigureAwait(false)).Select(r => r.Outcome)]);

    /// <summary>Runs them; one report for each that was waited for, in their order.</summary>
    public async ValueTask<IReadOnlyList<HookReport>> RunAsync(HookScene scene, CancellationToken cancel)
    {
        var chosen = Chosen(scene);
        if (chosen.Count == 0)
            return [];
        var input = InputOf(scene);
        chosen = [.. chosen.Where(h => !h.IsOnce || _done.TryAdd(KeyOf(h), true))];
        foreach (var hook in chosen.Where(h => h.IsAsync))
            _ = Task.Run(async () => _options.Late(await RunOneAsync(hook, input, CancellationToken.None).ConfigureAwait(false)), CancellationToken.None);
        var waited = chosen.Where(h => !h.IsAsync).Select(h => Task.Run(() => RunOneAsync(h, input, cancel), CancellationToken.None)).ToArray();
        var reports = await Task.WhenAll(waited).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return reports;
    }

    /// <summary>Ends what still runs.</summary>
    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _warden?.Dispose();
    }

    private async Task<HookReport> RunOneAsync(HookHandler hook, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var (variables, problem) = hook is { Type: "command", Answer: null } && HookEvents.SetsVariables(hook.Event) ? HookVariableFile.Make(_options.Scratch) : (null, null);
        using var file = variables;
        var end = hook.Type switch
        {
            _ when problem is not null => new HookEnd(problem, 0, default, default),
            _ when hook.Answer is { } answer => await AskAsync(hook, answer, input, cancel).ConfigureAwait(false),
            "http" => await HookPost.RunAsync(hook, input, _options, cancel).ConfigureAwait(false),
            "mcp_tool" => await HookServed.RunAsync(hook, input, _options, cancel).ConfigureAwait(false),
            "prompt" or "agent" => await HookPrompt.RunAsync(hook, input, _options, cancel).ConfigureAwait(false),
            _ => End(hook, input, variables?.Path, cancel),
        };
        end = end.Bounded;
        var outcome = HookAnswer.Of(hook, end);
        return new HookReport(hook, end, variables?.Read(hook, outcome, _options.Known) ?? outcome, Stopwatch.GetElapsedTime(began));
    }

    private static async Task<HookEnd> AskAsync(HookHandler hook, Func<ReadOnlyMemory<byte>, CancellationToken, Task<HookEnd>> answer, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(hook.Timeout);
        try
        {
            return await answer(input, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new HookEnd(FormattableString.Invariant($"it was not answered within {hook.Timeout.TotalSeconds:0.###} s"), 0, default, default);
        }
    }

    private HookEnd End(HookHandler hook, ReadOnlyMemory<byte> input, string? variables, CancellationToken cancel)
    {
        if (hook.Type != "command")
            return new HookEnd($"hooks of type {hook.Type} cannot be run here; there are command, http, mcp_tool, prompt and agent", 0, default, default);
        if (!OperatingSystem.IsLinux())
            return new HookEnd("hooks run on Linux only as yet", 0, default, default);
        string[] arguments = hook.Arguments is null ? ["sh", "-c", hook.Command] : ["sh", "-c", "exec \"$0\" \"$@\"", hook.Command, .. hook.Arguments];
        string[] environment = [.. _options.Environment, $"CLAUDE_PROJECT_DIR={_options.Folder}", .. variables is null ? (string[])[] : [$"CLAUDE_ENV_FILE={variables}"]];
        return HookProcess.Run(new ChildStart(_options.Shell, arguments, _options.Folder, environment), input.Span, hook.Timeout, _warden!, cancel);
    }

    private byte[] InputOf(HookScene scene)
    {
        var input = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(input))
        {
            json.WriteStartObject();
            json.WriteString("session_id", _options.Session());
            json.WriteString("transcript_path", _options.Transcript());
            if (_options.Prompt() is { } prompt)
                json.WriteString("prompt_id", prompt);
            json.WriteString("cwd", _options.Place() ?? _options.Folder);
            json.WriteString("permission_mode", _options.Mode());
            json.WriteString("hook_event_name", scene.Event.ToString());
            if (scene.Agent is { } agent)
            {
                json.WriteString("agent_id", agent.Id);
                json.WriteString("agent_type", agent.Kind);
            }

            scene.Write(json);
            json.WriteEndObject();
        }

        return input.WrittenSpan.ToArray();
    }

    private static string KeyOf(HookHandler hook) => $"{hook.Event}\n{hook.Type}\n{hook.Shown}\n{(hook.Arguments is { } words ? string.Join('\0', words) : null)}\n{hook.Arguments is null}{hook.IsAsync}{hook.IsOnce}\n{Encoding.UTF8.GetString(hook.Input.Span)}";
}
