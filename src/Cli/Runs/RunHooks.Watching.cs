using Pith.Hooks;
using Pith.Permissions.Rules;
using Pith.Text;

namespace Pith.Cli.Runs;

/// <content>Files and settings that change while the session runs.</content>
internal sealed partial class RunHooks
{
    private readonly HashSet<string> _blocked = new(StringComparer.Ordinal);
    private PathWatch? _files, _settings;

    /// <summary>Settings whose change a hook has blocked: they are not to be read again.</summary>
    public IReadOnlyCollection<string> Blocked
    {
        get
        {
            // One that is being asked about may be blocked in a moment.
            _settings?.Telling.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(Patience * 4);
            lock (_lock)
                return [.. _blocked];
        }
    }

    private IReadOnlyList<(string Path, RuleSource Source)> Settings { get; init; } = [];

    /// <summary>The files that matchers name, and these. Nothing is watched where no hook would hear of it.</summary>
    private void Watch(IReadOnlyList<string> paths)
    {
        if (!_runner.Has(HookEvent.FileChanged))
            return;
        var named = _runner.Of(HookEvent.FileChanged).SelectMany(h => h.Matcher.Text == "*" ? [] : h.Matcher.Text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(n => Path.Combine(Folder, n));
        string[] all = [.. named, .. paths];
        if (all.Length == 0 && _files is null)
            return;
        _files ??= new PathWatch(async (path, kind) => await FireAsync(EventScenes.FileChanged(path, kind), CancellationToken.None).ConfigureAwait(false), Time);
        if (_files.Set(all) is { Count: > 0 } left)
            _tell($"{string.Join(", ", left.Take(3).Select(p => ShortText.FirstLine(p, 200)))}{(left.Count > 3 ? " …" : "")} cannot be watched: at most {PathWatch.Most} files are, by their full paths and in folders that are there");
    }

    private void WatchSettings()
    {
        if (!_runner.Has(HookEvent.ConfigChange))
            return;
        _settings = new PathWatch((path, _) => HearAsync(path), Time);
        _settings.Set(Settings.Select(s => s.Path));
    }

    /// <summary>A settings file has changed. No change counts in a session that runs; one that a hook blocks is not read by the next of this process either.</summary>
    private async Task HearAsync(string path)
    {
        var source = Settings.First(s => Path.GetFullPath(s.Path) == path).Source;
        var heard = await FireAsync(EventScenes.SettingsChanged(source switch
        {
            RuleSource.Managed => "policy_settings",
            RuleSource.Local => "local_settings",
            RuleSource.Project => "project_settings",
            _ => "user_settings",
        }, path), CancellationToken.None).ConfigureAwait(false);
        lock (_lock)
            if (heard.Block is null || source == RuleSource.Managed)
                _blocked.Remove(path);
            else
                _blocked.Add(path);
    }
}
