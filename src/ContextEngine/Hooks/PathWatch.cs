namespace Pith.Hooks;

/// <summary>
/// Watches files by their paths, those too that are not there yet, and tells of each change once it has settled. It costs
/// nothing while nothing is watched, and wakes nobody while nothing changes.
/// </summary>
/// <param name="changed">Told of a path and of what happened: <c>add</c>, <c>change</c> or <c>unlink</c>; one at a time, on a thread of the pool.</param>
/// <param name="time">Measures how long a file is left to settle.</param>
public sealed class PathWatch(Func<string, string, Task> changed, TimeProvider time) : IDisposable
{
    /// <summary>Files that are watched at most.</summary>
    public const int Most = 64;

    // An editor writes in several steps, often to another file that takes the place of the first.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _paths = new(StringComparer.Ordinal); // and whether it was there
    private readonly Dictionary<string, FileSystemWatcher> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
    private ITimer? _timer;
    private Task _telling = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Watches these files, and no others any more.</summary>
    /// <param name="paths">Full paths.</param>
    /// <returns>Those that cannot be watched: no full path, beyond <see cref="Most"/>, or in a folder that is not there.</returns>
    public IReadOnlyList<string> Set(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var said = paths.ToLookup(p => Path.IsPathFullyQualified(p) && !p.Contains('\0', StringComparison.Ordinal));
        var wanted = said[true].Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).ToArray();
        List<string> left = [.. said[false], .. wanted.Skip(Most)];
        lock (_lock)
        {
            if (_isDisposed)
                return [];
            foreach (var gone in _paths.Keys.Except(wanted.Take(Most)).ToArray())
                _paths.Remove(gone);
            foreach (var path in wanted.Take(Most))
                if (!Watched(Path.GetDirectoryName(path)))
                    left.Add(path);
                else
                    _paths.TryAdd(path, File.Exists(path));
            foreach (var folder in _folders.Keys.Where(f => !_paths.Keys.Any(p => Path.GetDirectoryName(p) == f)).ToArray())
            {
                _folders[folder].Dispose();
                _folders.Remove(folder);
            }
        }

        return left;
    }

    /// <summary>Ends when all has been told that has settled by now.</summary>
    public Task Telling
    {
        get
        {
            lock (_lock)
                return _telling;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
            foreach (var watcher in _folders.Values)
                watcher.Dispose();
            _folders.Clear();
            _paths.Clear();
        }
    }

    private bool Watched(string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
            return false;
        if (_folders.ContainsKey(folder))
            return true;
        try
        {
            var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, found) => Hear(found.FullPath);
            watcher.Created += (_, found) => Hear(found.FullPath);
            watcher.Deleted += (_, found) => Hear(found.FullPath);
            watcher.Renamed += (_, found) =>
            {
                Hear(found.OldFullPath);
                Hear(found.FullPath);
            };
            watcher.EnableRaisingEvents = true;
            _folders.Add(folder, watcher);
            return true;
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false; // no watches are left, or the folder is gone
        }
    }

    private void Hear(string path)
    {
        lock (_lock)
            if (!_isDisposed && _paths.ContainsKey(path) && _pending.Add(path) && _pending.Count == 1)
                (_timer ??= time.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(Settling, Timeout.InfiniteTimeSpan);
    }

    private void Settle()
    {
        lock (_lock)
        {
            var found = new List<(string Path, string Kind)>();
            foreach (var path in _pending)
                if (_paths.TryGetValue(path, out var was))
                {
                    var isThere = _paths[path] = File.Exists(path);
                    if (was || isThere)
                        found.Add((path, was ? isThere ? "change" : "unlink" : "add"));
                }

            _pending.Clear();
            // One after another: a hook that writes what it watches is not started beside itself.
            _telling = TellAsync(_telling, found);
        }
    }

    private async Task TellAsync(Task before, List<(string Path, string Kind)> found)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        foreach (var (path, kind) in found)
            await changed(path, kind).ConfigureAwait(false);
    }
}
