namespace Pith.Budgets.Recordings;

/// <summary>What whole-message policies keep or drop as one: a message that is no result, and the results behind an assistant's.</summary>
/// <param name="First">Position of its first message.</param>
/// <param name="End">Position behind its last.</param>
/// <param name="Tokens">Tokens of them all.</param>
public readonly record struct MessageGroup(int First, int End, int Tokens)
{
    /// <summary>Cuts messages into groups, in order. A result with no assistant before it stands alone.</summary>
    /// <param name="messages">A conversation.</param>
    public static List<MessageGroup> Of(IReadOnlyList<Message> messages)
    {
        var groups = new List<MessageGroup>();
        var afterAssistant = false;
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Speaker == Speaker.Tool && afterAssistant)
            {
                groups[^1] = new MessageGroup(groups[^1].First, i + 1, groups[^1].Tokens + messages[i].Tokens);
                continue;
            }

            groups.Add(new MessageGroup(i, i + 1, messages[i].Tokens));
            afterAssistant = messages[i].Speaker == Speaker.Assistant;
        }

        return groups;
    }
}
