using System.Globalization;
using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Budgets.Recordings;

/// <summary>
/// Turns an index into messages. System prompts are left out (every policy keeps them), and so are reasoning and
/// pictures. What the harness put in is no message but a notice of the next one.
/// </summary>
public static class RecordingReader
{
    /// <summary>The recording of an index. Linear in its bytes.</summary>
    /// <param name="name">How reports call it.</param>
    /// <param name="index">A sealed index, read with <see cref="IndexOptions.UpToBoundary"/> so that the agent was never compacted.</param>
    public static Recording Read(string name, ContextIndex index)
    {
        var messages = new List<Message>();
        var calls = new Dictionary<int, ToolCall>();
        var notices = new List<string>();
        foreach (ref readonly var turn in index.Turns)
        {
            if (turn.Role == Role.System)
                continue;
            var first = messages.Count;
            if (turn.Role == Role.Assistant)
                Assistant(index, turn, calls, messages);
            else
                User(index, turn, calls, messages, notices);
            if (messages.Count == first || notices.Count == 0)
                continue;
            messages[first] = Noticing(messages[first], [.. notices]);
            notices.Clear();
        }

        return new Recording(name, messages);
    }

    private static void Assistant(ContextIndex index, in Turn turn, Dictionary<int, ToolCall> calls, List<Message> messages)
    {
        var words = new List<string>();
        var made = new List<ToolCall>();
        for (var i = turn.FirstBlock; i < turn.FirstBlock + turn.BlockCount; i++)
        {
            var block = index.Blocks[i];
            if (block.Kind == BlockKind.Text && !block.Has(BlockFlags.Meta))
                words.Add(Text(index, i));
            if (block.Kind != BlockKind.Call)
                continue;
            // Ids of our own: recorded ones repeat in some files, and a writer may have to shorten them.
            calls[i] = new ToolCall($"c{i}", Encoding.UTF8.GetString(index.Symbol(block.Tool)), Text(index, i), block.Work);
            made.Add(calls[i]);
        }

        if (words.Count + made.Count == 0)
            return;
        // Some formats record the parts of one answer one by one; a provider sees one message.
        if (messages is [.., { Speaker: Speaker.Assistant } last])
        {
            messages[^1] = new Message(Speaker.Assistant, string.Join('\n', words.Prepend(last.Text).Where(w => w.Length > 0)), [.. last.Calls, .. made]) { Seconds = last.Seconds, Notices = last.Notices };
            return;
        }

        messages.Add(new Message(Speaker.Assistant, string.Join('\n', words), made) { Seconds = Seconds(index, turn) });
    }

    private static void User(ContextIndex index, in Turn turn, Dictionary<int, ToolCall> calls, List<Message> messages, List<string> notices)
    {
        var words = new List<string>();
        var isRequest = false;
        for (var i = turn.FirstBlock; i < turn.FirstBlock + turn.BlockCount; i++)
        {
            var block = index.Blocks[i];
            if (block.Kind == BlockKind.Result)
                messages.Add(new Message(Speaker.Tool, Text(index, i), null, calls.GetValueOrDefault(block.Partner)) { IsError = block.Has(BlockFlags.Error), Seconds = Seconds(index, turn) });
            else if (block.Kind == BlockKind.Text && block.Has(BlockFlags.Meta))
                notices.Add(Text(index, i));
            else if (block.Kind == BlockKind.Text)
                words.Add(Text(index, i));
            isRequest |= block.Has(BlockFlags.Request);
        }

        if (words.Count > 0)
            messages.Add(new Message(Speaker.User, string.Join('\n', words)) { IsRequest = isRequest, Seconds = Seconds(index, turn) });
    }

    private static Message Noticing(Message message, IReadOnlyList<string> notices) =>
        new(message.Speaker, message.Text, message.Calls, message.Answers)
        {
            IsError = message.IsError,
            IsRequest = message.IsRequest,
            Seconds = message.Seconds,
            Notices = notices,
        };

    private static string Text(ContextIndex index, int block) => Encoding.UTF8.GetString(index.Text(block));

    private static double Seconds(ContextIndex index, in Turn turn) =>
        DateTimeOffset.TryParse(Encoding.UTF8.GetString(index.Symbol(turn.Timestamp)), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds() / 1000.0
            : double.NaN;
}
