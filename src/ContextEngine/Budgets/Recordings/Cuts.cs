namespace Pith.Budgets.Recordings;

/// <summary>Where a session is cut into past and future: before an assistant's message that follows none.</summary>
public static class Cuts
{
    /// <summary>First above 1.25 budgets, then every 10,000 tokens, with 20 messages after.</summary>
    /// <param name="messages">The whole session.</param>
    /// <param name="budget">Tokens.</param>
    public static List<int> Dense(IReadOnlyList<Message> messages, int budget) => Of(messages, budget * 1.25, 10_000, 20);

    /// <summary>The pilot's rule: first above two budgets, then every 30,000 tokens or one budget, with 40 messages after.</summary>
    /// <param name="messages">The whole session.</param>
    /// <param name="budget">Tokens.</param>
    public static List<int> Pilot(IReadOnlyList<Message> messages, int budget) => Of(messages, budget * 2.0, Math.Max(30_000, budget), 40);

    /// <summary>Whether a session may be cut before a message.</summary>
    /// <param name="messages">The whole session.</param>
    /// <param name="at">Position of the message.</param>
    /// <param name="after">Messages there must be behind it.</param>
    public static bool IsPlace(IReadOnlyList<Message> messages, int at, int after) =>
        at > 0 && messages.Count - at > after && messages[at].Speaker == Speaker.Assistant && messages[at - 1].Speaker != Speaker.Assistant;

    private static List<int> Of(IReadOnlyList<Message> messages, double first, int step, int after)
    {
        var cuts = new List<int>();
        var running = 0L;
        var next = first;
        for (var i = 0; i < messages.Count; i++)
        {
            running += messages[i].Tokens;
            if (running <= next || !IsPlace(messages, i, after))
                continue;
            cuts.Add(i);
            next = running + step;
        }

        return cuts;
    }
}
