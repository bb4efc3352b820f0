using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pith.Events;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>The calls of a Chat Completions answer, put together from their pieces.</summary>
internal sealed class ChatCalls(int firstBlock)
{
    private readonly List<Call> _calls = [];

    public bool Any => _calls.Count > 0;

    public void Read(JsonValue pieces, List<ModelEvent> events)
    {
        foreach (var piece in pieces.Elements())
        {
            var function = piece.Field("function"u8);
            var id = JsonText.Word(piece.Field("id"u8));
            var name = JsonText.Word(function.Field("name"u8));
            if (Choose(piece.Field("index"u8), id, name) is not { } call)
                continue;
            if (call.Name.Length == 0 && name.Length > 0)
            {
                call.Name = name;
                call.Id = id.Length > 0 ? id : call.Id;
                events.Add(new ModelEvent.CallStarted(call.Block, call.Id, name));
            }

            var arguments = function.Field("arguments"u8);
            var json = arguments.IsString ? JsonText.Bytes(arguments) : arguments.IsObject ? arguments.Raw.ToArray() : [];
            if (json.Length == 0)
                continue;
            call.Input.Write(json);
            events.Add(new ModelEvent.CallInput(call.Block, json));
        }
    }

    public void Complete(List<ModelEvent> events)
    {
        foreach (var call in _calls)
        {
            var input = call.Input.WrittenCount > 0 ? call.Input.WrittenSpan.ToArray() : "{}"u8.ToArray();
            events.Add(new ModelEvent.CallComplete(call.Block, call.Id, call.Name, input));
            events.Add(new ModelEvent.BlockComplete(call.Block, Raw(call, input)));
        }
    }

    /// <summary>
    /// The call that a piece belongs to: that of its index, unless the piece names another id (then the server gives
    /// every call the same index); without an index that of its id; with neither, the last one.
    /// </summary>
    private Call? Choose(JsonValue index, string id, string name)
    {
        var hasIndex = index.Type == JsonTokenType.Number;
        for (var i = _calls.Count - 1; i >= 0; i--)
        {
            var call = _calls[i];
            var isSameId = id.Length == 0 || call.GivenId == id;
            if (isSameId && (hasIndex ? call.Index == index.Number : id.Length > 0 || name.Length == 0))
                return call;
        }

        if (name.Length == 0 && id.Length == 0)
            return null;
        var begun = new Call(firstBlock + _calls.Count, hasIndex ? index.Number : -1, id)
        {
            Id = id.Length > 0 ? id : string.Create(CultureInfo.InvariantCulture, $"call_{_calls.Count:D5}"),
        };
        _calls.Add(begun);
        return begun;
    }

    private static byte[] Raw(Call call, byte[] input)
    {
        var block = new ArrayBufferWriter<byte>(input.Length + 128);
        block.Write("{\"type\":\"tool_use\",\"id\":"u8);
        JsonString.WriteQuoted(block, Encoding.UTF8.GetBytes(call.Id));
        block.Write(",\"name\":"u8);
        JsonString.WriteQuoted(block, Encoding.UTF8.GetBytes(call.Name));
        block.Write(",\"input\":"u8);
        BlockAssembly.WriteObject(block, input);
        block.Write("}"u8);
        return block.WrittenSpan.ToArray();
    }

    private sealed class Call(int block, long index, string givenId)
    {
        public int Block => block;

        public long Index => index;

        public string GivenId => givenId;

        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public ArrayBufferWriter<byte> Input { get; } = new();
    }
}
