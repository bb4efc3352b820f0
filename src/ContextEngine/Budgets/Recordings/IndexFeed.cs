using System.Text;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Budgets.Recordings;

/// <summary>Messages to an index, as a dialect would feed it: what pith's own policy is given is what every other is given.</summary>
internal static class IndexFeed
{
    /// <summary>A sealed index that counts in the benchmark's unit.</summary>
    public static ContextIndex Of(IReadOnlyList<Message> messages)
    {
        var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions());
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            index.Record(new RecordView
            {
                Kind = RecordKind.Turn,
                Role = message.Speaker == Speaker.Assistant ? Role.Assistant : Role.User,
                Offset = i,
            });
            if (message.Speaker == Speaker.Tool)
                index.Block(new BlockView { Kind = BlockKind.Result, Text = Piece(message.Text), CallId = Encoding.UTF8.GetBytes(message.Answers?.Id ?? ""), IsError = message.IsError });
            else if (message.Text.Length > 0)
                index.Block(new BlockView { Kind = BlockKind.Text, Text = Piece(message.Text) });
            foreach (var call in message.Calls)
                index.Block(new BlockView { Kind = BlockKind.Call, Text = Piece(call.Arguments), Tool = Piece(call.Name), CallId = Encoding.UTF8.GetBytes(call.Id) });
        }

        index.Seal();
        return index;
    }

    private static JsonPiece Piece(string text) => new(Encoding.UTF8.GetBytes(text), false);
}
