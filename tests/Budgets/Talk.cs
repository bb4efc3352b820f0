using System.Text.Encodings.Web;
using System.Text.Json;
using Pith.Budgets.Recordings;
using Pith.Conversations;

namespace Pith.Tests.Budgets;

/// <summary>Writes a conversation as the benchmark reads one.</summary>
internal sealed class Talk
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Message> _messages = [];
    private int _calls;

    public List<Message> Messages => _messages;

    public Talk User(string text, bool isRequest = true) => Add(new Message(Speaker.User, text) { IsRequest = isRequest });

    public Talk Assistant(string text) => Add(new Message(Speaker.Assistant, text));

    /// <summary>A call with its result; arguments are name and value in turn.</summary>
    public Talk Call(string tool, ToolKind work, string result, params string[] arguments) => Call(tool, work, result, false, arguments);

    public Talk Call(string tool, ToolKind work, string result, bool isError, params string[] arguments)
    {
        var json = "{" + string.Join(',', arguments.Chunk(2).Select(a => $"{Quoted(a[0])}:{Quoted(a[1])}")) + "}";
        var call = new ToolCall($"c{_calls++}", tool, json, work);
        var said = _messages is [.., { Speaker: Speaker.Assistant, Calls.Count: 0 } last] ? last.Text : null;
        if (said is not null)
            _messages.RemoveAt(_messages.Count - 1); // words and call of one answer are one message
        Add(new Message(Speaker.Assistant, said ?? "", [call]));
        return Add(new Message(Speaker.Tool, result, null, call) { IsError = isError });
    }

    public Talk Read(string path, params string[] lines) =>
        Call("Read", ToolKind.Read, string.Join('\n', lines.Select((line, i) => $"{i + 1,6}\t{line}")), "file_path", path);

    public Talk Edit(string path, string old, string text) => Call("Edit", ToolKind.Edit, "done", "file_path", path, "old_string", old, "new_string", text);

    public Talk Bash(string command, string result, bool isError = false) => Call("Bash", ToolKind.Shell, result, isError, "command", command);

    /// <summary>Puts notices before the message added last.</summary>
    public Talk Noticed(params string[] notices)
    {
        var last = _messages[^1];
        _messages[^1] = new Message(last.Speaker, last.Text, last.Calls, last.Answers) { IsError = last.IsError, IsRequest = last.IsRequest, Notices = notices };
        return this;
    }

    public Talk At(double seconds)
    {
        var last = _messages[^1];
        _messages[^1] = new Message(last.Speaker, last.Text, last.Calls, last.Answers) { IsError = last.IsError, IsRequest = last.IsRequest, Seconds = seconds };
        return this;
    }

    /// <summary>As an index writes it: only what must be escaped is.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);

    private Talk Add(Message message)
    {
        _messages.Add(message);
        return this;
    }
}
