using System.Buffers;
using System.Text;
using Pith.Events;
using Pith.Models;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>Writes a request for the Responses API. Nothing is stored there, so reasoning comes and goes in its encrypted form.</summary>
internal sealed class ResponsesBody
{
    private readonly ConvertedMessages _conversation = new(ResponsesItems.Of, Tools, System);

    /// <summary>The body, or what is wrong with its prefix.</summary>
    public (RequestBody? Body, ModelEvent.Failed? Broken) Write(ModelRequest request)
    {
        if (_conversation.Take(request) is { } broken)
            return (null, broken);
        var body = new RequestBody();
        body.Add(Start(request));
        body.Add(_conversation.Tools);
        body.Add(_conversation.System);
        body.Add(OutputConfig.Responses(request.Head));
        body.Add(",\"input\":["u8.ToArray());
        _conversation.AddTo(body, isFirst: true);
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

    // Strict schemas must name every property as required, which those of tools do not.
    private static byte[] Tools(RequestHead head) => FunctionTools.Of(head, "{\"type\":\"function\",\"name\":"u8, ",\"strict\":false,\"parameters\":"u8, "}"u8);

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
