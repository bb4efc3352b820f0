using Pith.Budgets.Recordings;

namespace Pith.Budgets.Runs;

/// <summary>What a provider would refuse of a view. Reasoning, signatures and pictures are not in recordings; requests with them are checked where requests are made.</summary>
internal static class ViewRules
{
    /// <summary>Broken rules, each named once a message.</summary>
    public static int Violations(IReadOnlyList<Message> messages)
    {
        var broken = messages.Count == 0 || messages[0].Speaker != Speaker.User ? 1 : 0; // empty, or does not start with the user
        var open = new Dictionary<string, ToolCall>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            if (message.Speaker == Speaker.Tool)
            {
                broken += message.Answers is null || !open.Remove(message.Answers.Id) ? 1 : 0; // a result without its call, or a second one
                continue;
            }

            broken += open.Count; // calls that nothing answers
            open.Clear();
            broken += string.IsNullOrWhiteSpace(message.Text) && message.Calls.Count == 0 ? 1 : 0;
            foreach (var call in message.Calls)
            {
                broken += ids.Add(call.Id) ? 0 : 1;
                open[call.Id] = call;
            }
        }

        return broken + open.Count;
    }
}
