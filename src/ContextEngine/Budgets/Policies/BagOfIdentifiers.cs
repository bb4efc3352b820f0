using System.Text;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// Control: half of the budget for the newest groups, a little for requests, the rest filled with bare identifiers of
/// older work. It recalls nearly every identifier and can do nothing with them, so it must lose on every other class.
/// </summary>
internal sealed class BagOfIdentifiers : IContextPolicy
{
    public string Name => "tail+bag";

    public PolicyKind Kind => PolicyKind.Control;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return new Context(messages);
        var start = NewestGroups.Start(messages, budget / 2);
        List<Message> tail = [.. messages.Skip(start)];
        var requests = OlderRequests.Of(messages, start, 2400, (int)(budget * 0.12));
        var room = (budget - tail.Sum(m => m.Tokens) - requests.Sum(m => m.Tokens) - Message.Wrapping) * CharTokens.Size;
        var shown = new HashSet<string>(tail.Concat(requests).SelectMany(AtomsOf), StringComparer.Ordinal);
        var bag = new StringBuilder();
        foreach (var atom in Ranked(messages, start, shown))
            if (bag.Length + atom.Length + 1 <= room)
                bag.Append(atom).Append(' ');
        return new Context([.. requests, .. bag.Length > 0 ? [new Message(Speaker.User, bag.ToString())] : Array.Empty<Message>(), .. tail]);
    }

    private static List<string> Ranked(IReadOnlyList<Message> messages, int start, HashSet<string> shown)
    {
        var groups = MessageGroup.Of(messages);
        var facts = new Dictionary<string, (int Acted, int Seen, int Last)>(StringComparer.Ordinal);
        for (var g = 0; g < groups.Count && groups[g].First < start; g++)
            for (var i = groups[g].First; i < groups[g].End; i++)
            {
                var acts = messages[i].Speaker == Speaker.Assistant;
                foreach (var atom in messages[i].Reading.Atoms)
                    Add(atom, acts ? 1 : 0, acts ? 0 : 1, g);
                foreach (var atom in messages[i].Calls.SelectMany(c => c.Reading.Atoms))
                    Add(atom, 2, 0, g);
            }

        void Add(string atom, int acted, int seen, int group)
        {
            var known = facts.GetValueOrDefault(atom);
            facts[atom] = (known.Acted + acted, known.Seen + seen, group);
        }

        return [.. facts.Where(f => !shown.Contains(f.Key))
            .OrderByDescending(f => Worth(f.Key, f.Value.Acted, f.Value.Seen, groups.Count - f.Value.Last, groups.Count))
            .ThenBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key)];
    }

    private static double Worth(string atom, int acted, int seen, int age, int n) =>
        (3 * Math.Log(1 + acted) + Math.Log(1 + seen) + (atom.Contains('/') ? 1 : 0))
        * (0.35 + Math.Pow(0.5, age / Math.Max(10.0, n / 4.0))) / Math.Sqrt((atom.Length + 1) / 4.0 + 1);

    private static IEnumerable<string> AtomsOf(Message message) => message.Reading.Atoms.Concat(message.Calls.SelectMany(c => c.Reading.Atoms));
}
