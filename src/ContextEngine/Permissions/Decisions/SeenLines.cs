using System.Collections.Concurrent;

namespace Pith.Permissions.Decisions;

/// <summary>Decisions on lines that depend on their text alone: of one authority, whose rules and mode never change. An agent says <c>git status</c> a hundred times.</summary>
internal sealed class SeenLines
{
    private const int Most = 1024, Longest = 256;
    private readonly ConcurrentDictionary<string, Decision> decisions = new(StringComparer.Ordinal);
    private int count;

    /// <summary>What was decided on this very line, or null. Allocates nothing.</summary>
    public Decision? Find(string line) => decisions.GetValueOrDefault(line);

    /// <summary>Keeps a decision, as long as there is room.</summary>
    public void Add(string line, Decision decision)
    {
        if (line.Length <= Longest && Volatile.Read(ref count) < Most && decisions.TryAdd(line, decision))
            Interlocked.Increment(ref count);
    }
}
