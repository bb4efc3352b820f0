using System.Text;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// Cline's deterministic strategy "basic" (Apache-2.0 SDK, compact-session): the task and the newest work stay, older
/// words of both sides stay while they fit, and older work with tools becomes a summary of activity, one line a call.
/// The tail has half of the budget, words and activity share the rest, newest first.
/// </summary>
internal sealed class ClineBasic : IContextPolicy
{
    public string Name => "cline";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return new Context(messages);
        var start = NewestGroups.Start(messages, budget / 2);
        var room = budget - messages.Skip(start).Sum(m => m.Tokens);
        var first = messages[0].Tokens <= room / 2 ? messages[0] : new Message(messages[0].Speaker, NewestGroups.Cut(messages[0].Text, room * CharTokens.Size / 2)) { IsRequest = messages[0].IsRequest };
        room -= first.Tokens + Message.Wrapping + 8;
        var older = new List<string>();
        for (var i = start - 1; i > 0 && room > 0; i--)
        {
            var text = Line(messages[i]);
            if (text.Length == 0)
                continue;
            room -= CharTokens.Of(text) + 1;
            if (room >= 0)
                older.Add(text);
        }

        older.Reverse();
        return new Context([first, new Message(Speaker.User, "Earlier activity:\n" + string.Join('\n', older)), .. messages.Skip(start)]);
    }

    private static string Line(Message message)
    {
        if (message.Speaker == Speaker.Tool)
            return "";
        var text = new StringBuilder(message.Text.Length > 0 ? $"{(message.Speaker == Speaker.User ? "user" : "assistant")}: {message.Text}" : "");
        foreach (var call in message.Calls)
            text.Append(text.Length > 0 ? "\n" : "").Append("- ").Append(call.Name).Append(' ').Append(NewestGroups.Cut(call.Values.Select(v => v.Value).FirstOrDefault() ?? "", 120).Replace('\n', ' '));
        return text.ToString();
    }
}
