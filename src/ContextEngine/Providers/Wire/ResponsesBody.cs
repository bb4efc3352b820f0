using System.Buffers;
using System.Text;
using Pith.Events;
using Pith.Models;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>
/// Writes a request for the Responses API. Nothing is stored there, so reasoning comes and goes in its encrypted form. Each
/// message is converted once and its bytes kept, so that the next request begins with them.
/// </summary>
internal sealed class ResponsesBody
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
            _converted.Add(ResponsesItems.Of(request.Messages[i].Span));
        if (Prefix.Broken(request.Guard, [_tools, _system, .. _converted]) is { } broken)
            return (null, broken);
        var body = new RequestBody();
        body.Add(Start(request));
        body.Add(_tools);
        body.Add(_system);
        body.Add(OutputConfig.Responses(request.Head));
        body.Add(",\"input\":["u8.ToArray());
        var isFirst = true;
        foreach (var items in _converted)
        {
            if (items.IsEmpty)
                continue;
            if (!isFirst)
                body.Add(RequestBody.Comma);
            isFirst = false;
            body.Add(items);
        }

        body.Add("]}"u8.ToArray());
        return (body, null);
    }

    private static ReadOnlyMemory<byte> Start(ModelRequest request)
    {
        var start = new ArrayBufferWriter<byte>(192);
        start.Write("{\"model\":"u8);
        JsonString.WriteQuoted(start, Encoding.UTF8.GetBytes(request.Head.Model));
        start.Write(",\"max_output_tokens\":"u8);
        MessagesWriter.WriteNumber(start, request.MaxTokens);
        start.Write(",\"stream\":true,\"store\":false"u8);
        if (OpenAiApis.Reasons(request.Head.Model))
            start.Write(",\"include\":[\"reasoning.encrypted_content\"]"u8);
        return start.WrittenMemory;
    }

    private static byte[] Tools(RequestHead head)
    {
        var tools = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < head.Tools.Count; i++)
        {
            tools.Write(i == 0 ? ",\"tools\":["u8 : ","u8);
            tools.Write("{\"type\":\"function\",\"name\":"u8);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Name));
            tools.Write(",\"description\":"u8);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Description));
            // Strict schemas must name every property as required, which those of tools do not.
            tools.Write(",\"strict\":false,\"parameters\":"u8);
            tools.Write(head.Tools[i].InputSchema.Span);
            tools.Write(i == head.Tools.Count - 1 ? "}]"u8 : "}"u8);
        }

        return tools.WrittenSpan.ToArray();
    }

    private static byte[] System(RequestHead head)
    {
        if (head.System.Count == 0)
            return [];
        var system = new ArrayBufferWriter<byte>(1024);
        system.Write(",\"instructions\":"u8);
        JsonString.WriteQuoted(system, head.SystemText());
        return system.WrittenSpan.ToArray();
    }
}
