using System.Text;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Tests.Conversations;

/// <summary>Writes a conversation straight into an index, as a dialect would.</summary>
internal sealed class Script : IDisposable
{
    private readonly ContextIndex _index;
    private long _offset;

    public Script(IndexOptions? options = null) => _index = new ContextIndex(TokenMeter.Exact(TokenCounter.O200k), options ?? new IndexOptions());

    public Script System(string text) => Turn(Role.System).Text(text);

    public Script User(string text, RecordFlags flags = 0) => Turn(Role.User, flags: flags).Text(text);

    public Script Assistant(string text, string messageId = "") => Turn(Role.Assistant, messageId).Text(text);

    public Script Call(string tool, string arguments, string id, string messageId = "")
    {
        Turn(Role.Assistant, messageId);
        _index.Block(new BlockView { Kind = BlockKind.Call, Text = Plain(arguments), Tool = Plain(tool), CallId = Bytes(id) });
        return this;
    }

    public Script Result(string id, string text, bool isError = false)
    {
        Turn(Role.User);
        _index.Block(new BlockView { Kind = BlockKind.Result, Text = Plain(text), CallId = Bytes(id), IsError = isError });
        return this;
    }

    public Script Thinking(string text, string signature)
    {
        Turn(Role.Assistant);
        _index.Block(new BlockView { Kind = BlockKind.Thinking, Text = Plain(text), Signature = Bytes(signature) });
        return this;
    }

    public Script Image(string base64)
    {
        Turn(Role.User);
        _index.Block(new BlockView { Kind = BlockKind.Image, Text = Plain(base64), MediaType = "image/png"u8 });
        return this;
    }

    /// <summary>A read of a numbered file with its result.</summary>
    public Script Read(string path, string id, int first, params string[] lines)
    {
        Call("Read", $$"""{"file_path":"{{path}}"}""", id);
        return Result(id, string.Join('\n', lines.Select((line, i) => $"{first + i,6}→{line}")));
    }

    public Script Boundary(string preserved = "", string id = "")
    {
        _index.Record(new RecordView { Kind = RecordKind.Boundary, Offset = _offset++, Preserved = Bytes(preserved), Id = Bytes(id) });
        return this;
    }

    public Script Turn(Role role, string messageId = "", string id = "", RecordFlags flags = 0, int thread = 0, Usage usage = default)
    {
        _index.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = role,
            Offset = _offset++,
            MessageId = Bytes(messageId),
            Id = Bytes(id),
            Flags = flags,
            Thread = thread,
            Usage = usage,
        });
        return this;
    }

    public Script Text(string text)
    {
        _index.Block(new BlockView { Kind = BlockKind.Text, Text = Plain(text) });
        return this;
    }

    public ContextIndex Seal()
    {
        _index.Seal();
        return _index;
    }

    public void Dispose() => _index.Dispose();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static JsonPiece Plain(string text) => new(Encoding.UTF8.GetBytes(text), false);
}
