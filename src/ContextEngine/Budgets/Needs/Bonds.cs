using System.Runtime.InteropServices;

namespace Pith.Budgets.Needs;

/// <summary>Which symbols a text binds to which paths: by the same line, by nearness, or under a head that names the path.</summary>
internal sealed class Bonds
{
    /// <summary>Characters either side of a path within which a symbol belongs to it: wider windows reward confetti (see the pilot).</summary>
    private const int Window = 120;

    /// <summary>A line longer than this is data, and says nothing about what in it belongs together.</summary>
    private const int LongestLine = 400;

    private readonly Dictionary<string, HashSet<string>> _symbols = new(StringComparer.Ordinal);

    public IEnumerable<(string Path, HashSet<string> Symbols)> All => _symbols.Select(p => (p.Key, p.Value));

    public bool Contains(string path, string symbol) => _symbols.TryGetValue(path, out var symbols) && symbols.Contains(symbol);

    /// <summary>The symbols of a path; null where it has none.</summary>
    public HashSet<string>? Of(string path) => _symbols.GetValueOrDefault(path);

    public void Add(string path, string symbol) => Symbols(path).Add(symbol);

    public void Add(string path, IEnumerable<string> symbols) => Symbols(path).UnionWith(symbols);

    public void Add(Bonds other)
    {
        foreach (var (path, symbols) in other._symbols)
            Symbols(path).UnionWith(symbols);
    }

    /// <summary>Adds what stands near each other in a text: on one line, or within the window.</summary>
    public void AddNear(string text, List<AtomText> atoms)
    {
        for (var i = 0; i < atoms.Count; i++)
        {
            if (!atoms[i].IsPath)
                continue;
            var (from, to) = Reach(text, atoms[i]);
            for (var k = i - 1; k >= 0 && atoms[k].Start >= from; k--)
                if (!atoms[k].IsPath)
                    Add(atoms[i].Text, atoms[k].Text);
            for (var k = i + 1; k < atoms.Count && atoms[k].End <= to; k++)
                if (!atoms[k].IsPath)
                    Add(atoms[i].Text, atoms[k].Text);
        }
    }

    private static (int From, int To) Reach(string text, in AtomText path)
    {
        var from = text.LastIndexOf('\n', path.Start) + 1;
        var to = text.IndexOf('\n', path.End) is >= 0 and var end ? end : text.Length;
        var line = to - from <= LongestLine;
        return (line ? Math.Min(from, path.Start - Window) : path.Start - Window, line ? Math.Max(to, path.End + Window) : path.End + Window);
    }

    private HashSet<string> Symbols(string path) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_symbols, path, out _) ??= new HashSet<string>(StringComparer.Ordinal);
}
