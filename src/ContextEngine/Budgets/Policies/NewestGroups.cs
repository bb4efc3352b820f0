using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Keeps the newest whole groups, which is what nearly every policy ends in.</summary>
internal static class NewestGroups
{
    /// <summary>Position of the first message of the newest groups that fit; nothing before the first that does not.</summary>
    public static int Start(IReadOnlyList<Message> messages, int budget)
    {
        var groups = MessageGroup.Of(messages);
        var start = messages.Count;
        for (var i = groups.Count - 1; i >= 0 && groups[i].Tokens <= budget; i--)
        {
            budget -= groups[i].Tokens;
            start = groups[i].First;
        }

        return start;
    }

    /// <summary>The first group, cut to half of the budget where it is longer, then the newest that fit.</summary>
    public static List<Message> BehindFirst(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return [.. messages];
        var first = MessageGroup.Of(messages)[0];
        List<Message> kept = [.. messages.Take(first.End)];
        if (first.Tokens > budget / 2)
            kept = [new Message(messages[0].Speaker, Cut(messages[0].Text, budget * 2)) { IsRequest = messages[0].IsRequest }];
        var start = Start(messages, budget - kept.Sum(m => m.Tokens));
        kept.AddRange(messages.Skip(Math.Max(start, first.End)));
        return kept;
    }

    /// <summary>The first characters of a text, no surrogate pair split.</summary>
    public static string Cut(string text, int characters) =>
        text.Length <= characters ? text : text[..(char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters)];
}
