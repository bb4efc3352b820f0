using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Budgets.Recordings;

/// <summary>A view of pith's as messages. What it shows unchanged becomes the recording's own message again.</summary>
internal sealed class ViewMessages
{
    private readonly Dictionary<string, ToolCall> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Message> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Message> _texts = new(StringComparer.Ordinal);

    /// <param name="source">The messages the view was made from.</param>
    public ViewMessages(IReadOnlyList<Message> source)
    {
        foreach (var message in source)
        {
            foreach (var call in message.Calls)
                _calls[call.Id] = call;
            if (message is { Speaker: Speaker.Tool, Answers: { } answers })
                _results[answers.Id] = message;
            else if (message.Speaker != Speaker.Tool)
                _texts[message.Text] = message;
        }
    }

    public List<Message> Of(View view)
    {
        var messages = new List<Message>();
        var open = new Dictionary<string, ToolCall>(StringComparer.Ordinal);
        foreach (var message in view.Messages)
        {
            var words = new List<string>();
            var calls = new List<ToolCall>();
            foreach (var block in message.Blocks)
            {
                var text = Encoding.UTF8.GetString(block.Text.Span);
                if (block.Kind == BlockKind.Text && message.Role == Role.User)
                    messages.Add(Words(Speaker.User, text, []));
                else if (block.Kind == BlockKind.Text)
                    words.Add(text);
                else if (block.Kind == BlockKind.Call)
                    calls.Add(open[block.CallId] = Call(block, text));
                else if (block.Kind == BlockKind.Result)
                    messages.Add(Result(block, text, open.GetValueOrDefault(block.CallId)));
            }

            if (words.Count + calls.Count > 0)
                messages.Add(Words(Speaker.Assistant, string.Join('\n', words), calls));
        }

        return messages;
    }

    private ToolCall Call(in ViewBlock block, string arguments) =>
        _calls.TryGetValue(block.CallId, out var known) && known.Arguments == arguments
            ? known
            : new ToolCall(block.CallId, block.Tool, arguments, known?.Work ?? ToolKind.Other);

    private Message Result(in ViewBlock block, string text, ToolCall? call) =>
        call is not null && _results.TryGetValue(call.Id, out var known) && known.Text == text && ReferenceEquals(known.Answers, call)
            ? known
            : new Message(Speaker.Tool, text, null, call) { IsError = block.IsError };

    private Message Words(Speaker speaker, string text, List<ToolCall> calls) =>
        _texts.TryGetValue(text, out var known) && known.Speaker == speaker && known.Calls.SequenceEqual(calls)
            ? known
            : new Message(speaker, text, calls) { IsRequest = speaker == Speaker.User && known is { IsRequest: true } };
}
