using System.Text;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// The prototype of the specification (section 11), untuned: half of the budget for the newest groups, a little for
/// requests, the rest for single lines of older work by how recent their file is and what in them was acted upon.
/// </summary>
internal sealed class LineSelect : IContextPolicy
{
    private const int LongestLine = 240, LongestRequest = 1600;

    private readonly record struct Candidate(string Line, int Group, int Order, string Source, double Weight);

    public string Name => "line-select";

    public PolicyKind Kind => PolicyKind.Prototype;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return new Context(messages);
        var start = NewestGroups.Start(messages, budget / 2);
        List<Message> tail = [.. messages.Skip(start)];
        var requests = OlderRequests.Of(messages, start, LongestRequest, (int)(budget * 0.08));
        var room = budget - tail.Sum(m => m.Tokens) - requests.Sum(m => m.Tokens) - Message.Wrapping;
        var text = Lines(messages, start, tail, room);
        return new Context([.. requests, .. text.Length > 0 ? [new Message(Speaker.User, text)] : Array.Empty<Message>(), .. tail]);
    }

    private static string Lines(IReadOnlyList<Message> messages, int start, List<Message> tail, int room)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in tail)
        {
            shown.UnionWith(message.Reading.Lines);
            foreach (var call in message.Calls)
                shown.UnionWith(call.Reading.Lines);
        }

        var groups = MessageGroup.Of(messages);
        var (candidates, touched) = Candidates(messages, start, groups, shown);
        var acted = Acted(messages);
        var chosen = new List<Candidate>();
        var headed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates.OrderByDescending(c => Score(c, groups.Count, touched[c.Source], acted)).ThenBy(c => c.Order))
        {
            var cost = CharTokens.Of(candidate.Line) + 1 + (headed.Contains(candidate.Source) ? 0 : CharTokens.Of(candidate.Source) + 2);
            if (cost > room)
                continue;
            room -= cost;
            headed.Add(candidate.Source);
            chosen.Add(candidate);
        }

        var text = new StringBuilder();
        foreach (var source in chosen.OrderBy(c => c.Order).GroupBy(c => c.Source, StringComparer.Ordinal))
        {
            text.Append("## ").Append(source.Key).Append('\n');
            foreach (var candidate in source)
                text.Append(candidate.Line).Append('\n');
        }

        return text.ToString();
    }

    private static (List<Candidate> Lines, Dictionary<string, int> Touched) Candidates(IReadOnlyList<Message> messages, int start, List<MessageGroup> groups, HashSet<string> shown)
    {
        var latest = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        var touched = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = 0;
        for (var g = 0; g < groups.Count; g++)
            for (var i = groups[g].First; i < groups[g].End; i++)
            {
                foreach (var call in messages[i].Calls)
                {
                    touched[Source(call)] = g;
                    foreach (var (_, value) in call.Values)
                        Take(value, Source(call), 2);
                }

                if (messages[i] is { Speaker: Speaker.Tool, Answers: { } answered })
                    Take(messages[i].Text, Source(answered), 1);

                void Take(string text, string source, double weight)
                {
                    if (i >= start)
                        return;
                    foreach (var range in text.AsSpan().Split('\n'))
                        if (LineText.Normalise(text.AsSpan(range)) is { Length: <= LongestLine } line && !shown.Contains(line))
                            latest[line] = new Candidate(line, g, order++, source, weight);
                }
            }

        return ([.. latest.Values], touched);
    }

    private static double Score(in Candidate line, int n, int touched, Dictionary<string, int> acted)
    {
        var atoms = AtomText.In(line.Line);
        var worth = atoms.Sum(a => Math.Log(1 + acted.GetValueOrDefault(a.Text))) / Math.Sqrt(1 + atoms.Count);
        var recency = 0.3 + Math.Pow(0.5, (n - Math.Max(line.Group, touched)) / Math.Max(8.0, n / 5.0));
        var error = line.Line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Line.Contains("fail", StringComparison.OrdinalIgnoreCase) || line.Line.Contains("warn", StringComparison.OrdinalIgnoreCase);
        return line.Weight * recency * (0.4 + worth + (Declares(line.Line) ? 0.3 : 0)) * (error ? 1.3 : 1) / Math.Sqrt(CharTokens.Of(line.Line) + 2);
    }

    /// <summary>How often the assistant itself mentions each atom, in words or arguments.</summary>
    private static Dictionary<string, int> Acted(IReadOnlyList<Message> messages)
    {
        var acted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var message in messages.Where(m => m.Speaker == Speaker.Assistant))
            foreach (var atom in message.Reading.Atoms.Concat(message.Calls.SelectMany(c => c.Reading.Atoms)))
                acted[atom] = acted.GetValueOrDefault(atom) + 1;
        return acted;
    }

    /// <summary>The path of a call, else the beginning of its command.</summary>
    private static string Source(ToolCall call) =>
        WorkState.FileOf(call) is var (path, _) ? path : NewestGroups.Cut(call.Values.Select(v => v.Value).FirstOrDefault() ?? call.Name, 80).Replace('\n', ' ');

    private static bool Declares(string line) =>
        line.Split(' ', 2)[0] is "def" or "class" or "func" or "fn" or "function" or "export" or "public" or "private" or "internal" or "type" or "interface" or "struct" or "const" or "import" or "pub" or "async" or "static" or "enum" or "let" or "var";
}
