using System.Buffers;
using Pith.Events;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>Writes a request for a Chat Completions server.</summary>
internal sealed class ChatBody
{
    private readonly ConvertedMessages _conversation = new(ChatMessage.Of, Tools, System);

    /// <summary>The body, or what is wrong with its prefix.</summary>
    public (RequestBody? Body, ModelEvent.Failed? Broken) Write(ModelRequest request)
    {
        if (_conversation.Take(request) is { } broken)
            return (null, broken);
        var body = RequestBody.Of(request, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"u8);
        body.Add(_conversation.Tools);
        body.Add(",\"messages\":["u8.ToArray());
        body.Add(_conversation.System);
        _conversation.AddTo(body, isFirst: _conversation.System.Length == 0);
        body.Add("]}"u8.ToArray());
        return (body, null);
    }

    private static byte[] Tools(RequestHead head) => FunctionTools.Of(head, "{\"type\":\"function\",\"function\":{\"name\":"u8, ",\"parameters\":"u8, "}}"u8);

    /// <summary>One system message: several are refused by some templates, and so is the role <c>developer</c>.</summary>
    private static byte[] System(RequestHead head)
    {
        if (head.System.Count == 0)
            return [];
        var system = new ArrayBufferWriter<byte>(1024);
        system.Write("{\"role\":\"system\",\"content\":"u8);
        JsonString.WriteQuoted(system, head.SystemText());
        system.Write("}"u8);
        return system.WrittenSpan.ToArray();
    }
}
