using System.Text;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// Needed passages whole, needed lines and symbols under their paths, shortest first: the most that spans under headings
/// could recall. The line oracle says nothing about the classes that lead, since no edit can be made from what it keeps.
/// </summary>
internal sealed class SpanOracle : IOracle
{
    public string Name => "oracle-span";

    public Context Compact(Past past, NeedSet needs, int budget)
    {
        var spans = new List<(string Path, string Text)>();
        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var exact in needs.Exacts)
        {
            var lines = new HashSet<string>(StringComparer.Ordinal);
            LineText.AddTo(lines, exact);
            var path = lines.Where(needs.Places.ContainsKey).SelectMany(l => needs.Places[l]).Order(StringComparer.Ordinal).FirstOrDefault() ?? "";
            spans.Add((path, exact));
            covered.UnionWith(lines.Where(l => !needs.Places.TryGetValue(l, out var paths) || paths.Contains(path)));
        }

        foreach (var line in needs.Lines.Where(l => !covered.Contains(l)))
            spans.Add((needs.Places.TryGetValue(line, out var paths) ? paths.Order(StringComparer.Ordinal).First() : "", line));
        foreach (var (path, symbol) in needs.Pairs)
            spans.Add((path, symbol));
        var pinned = new[] { needs.First, needs.Latest }.OfType<string>().Distinct().Where(r => CharTokens.Of(r) <= budget / 8).Select(r => new Message(Speaker.User, r)).ToList();
        return new Context([.. pinned, new Message(Speaker.User, Write(spans, budget - pinned.Sum(m => m.Tokens) - Message.Wrapping))]);
    }

    private static string Write(List<(string Path, string Text)> spans, int room)
    {
        var byPath = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        foreach (var (path, span) in spans.OrderBy(s => s.Text.Length).ThenBy(s => s.Path, StringComparer.Ordinal).ThenBy(s => s.Text, StringComparer.Ordinal))
        {
            var cost = CharTokens.Of(span) + 1 + (byPath.ContainsKey(path) ? 0 : CharTokens.Of(path) + 2);
            if (cost > room)
                continue;
            room -= cost;
            if (!byPath.TryGetValue(path, out var text))
                byPath[path] = text = new StringBuilder($"### {path}\n");
            text.Append(span).Append('\n');
        }

        return string.Concat(byPath.Values);
    }
}
