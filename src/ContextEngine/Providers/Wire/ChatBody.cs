using System.Buffers;
using System.Text;
using Pith.Events;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>Writes a request for a Chat Completions server. Each message is converted once and its bytes kept, so that the next request begins with them.</summary>
internal sealed class ChatBody
{
    private readonly List<ReadOnlyMemory<byte>> _converted = [];
    private ModelRequest? _request;
    private byte[] _tools = [], _system = [];

    /// <summary>The body, or what is wrong with its prefix.</summary>
    public (RequestBody? Body, ModelEvent.Failed? Broken) Write(ModelRequest request)
    {
        if (!ReferenceEquals(_request, request))
        {
            (_request, _tools, _system) = (request, Tools(request.Head), System(request.Head));
            _converted.Clear();
        }

        for (var i = _converted.Count; i < request.Messages.Count; i++)
            _converted.Add(ChatMessage.Of(request.Messages[i].Span));
        if (Prefix.Broken(request.Guard, [_tools, _system, .. _converted]) is { } broken)
            return (null, broken);
        var body = RequestBody.Of(request, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"u8);
        body.Add(_tools);
        body.Add(",\"messages\":["u8.ToArray());
        body.Add(_system);
        var isFirst = _system.Length == 0;
        foreach (var message in _converted)
        {
            if (message.IsEmpty)
                continue;
            if (!isFirst)
                body.Add(RequestBody.Comma);
            isFirst = false;
            body.Add(message);
        }

        body.Add("]}"u8.ToArray());
        return (body, null);
    }

    private static byte[] Tools(RequestHead head)
    {
        var tools = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < head.Tools.Count; i++)
        {
            tools.Write(i == 0 ? ",\"tools\":["u8 : ","u8);
            tools.Write("{\"type\":\"function\",\"function\":{\"name\":"u8);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Name));
            tools.Write(",\"description\":"u8);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Description));
            tools.Write(",\"parameters\":"u8);
            tools.Write(head.Tools[i].InputSchema.Span);
            tools.Write(i == head.Tools.Count - 1 ? "}}]"u8 : "}}"u8);
        }

        return tools.WrittenSpan.ToArray();
    }

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
