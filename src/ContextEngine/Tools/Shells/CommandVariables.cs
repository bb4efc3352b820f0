namespace Pith.Tools.Shells;

/// <summary>Variables that hooks set for the commands of a session: those of the session stay, those of a folder go when the shell leaves it. Any thread.</summary>
public sealed class CommandVariables
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _session = new(StringComparer.Ordinal), _folder = new(StringComparer.Ordinal);

    /// <summary>A variable as it was set last; null where it never was.</summary>
    /// <param name="name">Its name.</param>
    public string? this[string name]
    {
        get
        {
            lock (_lock)
                return _folder.GetValueOrDefault(name) ?? _session.GetValueOrDefault(name);
        }
    }

    /// <summary>Sets variables.</summary>
    /// <param name="assignments"><c>NAME=value</c>.</param>
    /// <param name="untilMoved">Whether they hold until the shell is in another folder.</param>
    public void Set(IEnumerable<string> assignments, bool untilMoved)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        lock (_lock)
            foreach (var assignment in assignments)
                if (assignment.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                    (untilMoved ? _folder : _session)[assignment[..equals]] = assignment[(equals + 1)..];
    }

    /// <summary>The shell is in another folder: what was set for the one of before is gone.</summary>
    public void Move()
    {
        lock (_lock)
            _folder.Clear();
    }

    /// <summary>An environment with these in it, each name once.</summary>
    /// <param name="environment"><c>NAME=value</c>.</param>
    public IReadOnlyList<string> Over(IReadOnlyList<string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        lock (_lock)
        {
            if (_session.Count == 0 && _folder.Count == 0)
                return environment;
            var own = new Dictionary<string, string>(_session, StringComparer.Ordinal);
            foreach (var (name, value) in _folder)
                own[name] = value;
            return [.. environment.Where(e => e.IndexOf('=', StringComparison.Ordinal) is var equals && (equals <= 0 || !own.ContainsKey(e[..equals]))), .. own.Select(o => $"{o.Key}={o.Value}")];
        }
    }
}
