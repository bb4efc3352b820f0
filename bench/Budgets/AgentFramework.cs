using System.Text.Json;
using Microsoft.Agents.AI.Compaction;
using Microsoft.Extensions.AI;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;

namespace Pith.Bench.Budgets;

/// <summary>
/// The real Microsoft.Agents.AI package, as its documentation configures it: ContextWindowCompactionStrategy, which turns
/// old tool groups into text at half of the input window and truncates at 80 % of it. The window is chosen so that
/// truncation fires at the budget. The package counts bytes / 4 and its views may overshoot; they are scored whole.
/// </summary>
internal sealed class AgentFramework : IContextPolicy
{
    public string Name => "agent-framework";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.EveryCall;

    public bool IsClipped => false;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        var known = new Dictionary<ChatMessage, Message>(ReferenceEqualityComparer.Instance);
        var chat = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            chat.Add(ToChat(message));
            known[chat[^1]] = message;
        }

#pragma warning disable MAAI001 // marked experimental in 1.28.0
        var strategy = new ContextWindowCompactionStrategy((int)(budget / 0.8) + 1, 0);
        var kept = CompactionProvider.CompactAsync(strategy, chat).GetAwaiter().GetResult();
#pragma warning restore MAAI001
        return new Context([.. kept.Select(m => known.TryGetValue(m, out var same) ? same : FromChat(m))]);
    }

    private static ChatMessage ToChat(Message message)
    {
        if (message.Speaker == Speaker.Tool)
            return new ChatMessage(ChatRole.Tool, [new FunctionResultContent(message.Answers?.Id ?? "", message.Text)]);
        var parts = new List<AIContent>();
        if (message.Text.Length > 0)
            parts.Add(new TextContent(message.Text));
        foreach (var call in message.Calls)
            parts.Add(new FunctionCallContent(call.Id, call.Name, Arguments(call)));
        return new ChatMessage(message.Speaker == Speaker.User ? ChatRole.User : ChatRole.Assistant, parts);
    }

    private static Dictionary<string, object?> Arguments(ToolCall call)
    {
        using var json = JsonDocument.Parse(call.Arguments);
        return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value.Clone());
    }

    /// <summary>What the package wrote itself is text.</summary>
    private static Message FromChat(ChatMessage message) => new(message.Role == ChatRole.User ? Speaker.User : Speaker.Assistant, message.Text);
}
