namespace Pith.Permissions.Shell;

/// <summary>Which function of a line calls which. One that comes back to itself, directly or by way of others, may never end, and fills the machine on its way.</summary>
internal sealed class FunctionCalls
{
    private readonly Dictionary<string, List<(string Name, int At)>> calls = new(StringComparer.Ordinal);

    /// <summary>A function has these commands in its body; one that is defined twice has both.</summary>
    public void Add(string name, IEnumerable<SimpleCommand> body)
    {
        if (!calls.TryGetValue(name, out var called))
            calls[name] = called = [];
        called.AddRange(body.Where(c => c.Name.Length > 0).Select(c => (c.Name, c.Start)));
    }

    /// <summary>Where the first call stands that leads back to where it came from; null where none does. Time grows with the number of calls.</summary>
    public int? FirstCircle()
    {
        // Who calls nobody that is left is no part of a circle; so they are taken away until nobody more is.
        var open = calls.ToDictionary(c => c.Key, c => c.Value.Where(v => calls.ContainsKey(v.Name)).Select(v => v.Name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var callers = open.SelectMany(o => o.Value.Select(v => (Called: v, Caller: o.Key))).ToLookup(p => p.Called, p => p.Caller, StringComparer.Ordinal);
        var done = new Queue<string>(open.Where(o => o.Value.Count == 0).Select(o => o.Key));
        while (done.TryDequeue(out var name))
        {
            open.Remove(name);
            foreach (var caller in callers[name])
                if (open.TryGetValue(caller, out var left) && left.Remove(name) && left.Count == 0)
                    done.Enqueue(caller);
        }

        return open.Count == 0 ? null : open.Keys.SelectMany(k => calls[k].Where(c => open.ContainsKey(c.Name)).Select(c => c.At)).Min();
    }
}
