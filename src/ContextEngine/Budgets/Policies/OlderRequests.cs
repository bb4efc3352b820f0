using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>The user's messages before a tail: the first, then newest to oldest, each cut, while they fit together.</summary>
internal static class OlderRequests
{
    public static List<Message> Of(IReadOnlyList<Message> messages, int end, int longest, int budget)
    {
        var positions = new List<int>();
        for (var i = 0; i < end; i++)
            if (messages[i].Speaker == Speaker.User)
                positions.Add(i);
        var kept = new SortedDictionary<int, Message>();
        foreach (var i in positions.Take(1).Concat(positions.Skip(1).Reverse()))
        {
            var message = messages[i].Text.Length <= longest ? messages[i] : messages[i].WithText(NewestGroups.Cut(messages[i].Text, longest));
            if (message.Tokens > budget)
                continue;
            budget -= message.Tokens;
            kept[i] = message;
        }

        return [.. kept.Values];
    }
}
