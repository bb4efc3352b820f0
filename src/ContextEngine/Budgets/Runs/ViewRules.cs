using System.Text;
using Pith.Budgets.Recordings;
using Pith.Conversations;
using Pith.Models;
using Pith.Requests;
using Pith.Transcripts;

namespace Pith.Budgets.Runs;

/// <summary>What a provider would refuse of a policy's view: the messages as a request, held to the rules that every request of pith's is held to.</summary>
internal static class ViewRules
{
    /// <summary>Broken rules, each named where it is broken.</summary>
    public static int Violations(IReadOnlyList<Message> messages) => RequestCheck.Of(ViewOf(messages), new RequestLimits()).Count;

    /// <summary>The messages as they stand, put together the way every client does: results and words of the user in a row are one message. Nothing is mended.</summary>
    private static View ViewOf(IReadOnlyList<Message> messages)
    {
        var view = new View();
        foreach (var message in messages)
        {
            var role = message.Speaker == Speaker.Assistant ? Role.Assistant : Role.User;
            if (view.Messages is not [.., var last] || last.Role != role)
                view.Messages.Add(last = new ViewMessage(role, []));
            if (message.Speaker == Speaker.Tool)
                last.Blocks.Add(Block(BlockKind.Result, message.Text, message.Answers?.Id ?? "", ""));
            else if (message.Text.Length > 0 || message.Calls.Count == 0)
                last.Blocks.Add(Block(BlockKind.Text, message.Text, "", ""));
            foreach (var call in message.Calls)
                last.Blocks.Add(Block(BlockKind.Call, call.Arguments, call.Id, Names.Tool(Encoding.UTF8.GetBytes(call.Name)))); // recorded names are every policy's
        }

        return view;
    }

    private static ViewBlock Block(BlockKind kind, string text, string id, string tool) =>
        new() { Kind = kind, Text = Encoding.UTF8.GetBytes(text), CallId = id, Tool = tool };
}
