using System.Buffers;
using System.Text;
using Pith.Events;
using Pith.Models;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>
/// Writes a request for the Anthropic Messages API. Cache breakpoints stand by rule: one behind tools and system, one at
/// the end of the newest user message, one where the request before had that one, so that the cache is found again even
/// when an answer and its results are more blocks than the provider looks back.
/// </summary>
internal sealed class MessagesBody
{
    private RequestHead? _head;
    private byte[] _tools = [], _system = [];

    /// <summary>The body, or what is wrong with its prefix.</summary>
    public (RequestBody? Body, ModelEvent.Failed? Broken) Write(ModelRequest request)
    {
        if (!ReferenceEquals(_head, request.Head)) // written once an epoch, not once a turn
            (_head, _tools, _system) = (request.Head, Tools(request.Head), System(request.Head));
        if (Prefix.Broken(request.Guard, [_tools, _system, .. request.Messages]) is { } broken)
            return (null, broken);
        var body = RequestBody.Of(request, ",\"stream\":true"u8);
        body.Add(_tools);
        body.Add(_system);
        body.Add(request.Head.Summary is { } wishes ? OutputConfig.Summary(wishes) : OutputConfig.Messages(request.Head));
        body.Add(",\"messages\":["u8.ToArray());
        var marked = Marked(request);
        for (var i = 0; i < request.Messages.Count; i++)
        {
            if (i > 0)
                body.Add(RequestBody.Comma);
            Add(body, request.Messages[i], marked.Newest == i || marked.Before == i ? Marker(request.Head.Cache) : []);
        }

        body.Add("]}"u8.ToArray());
        return (body, null);
    }

    private static byte[] Tools(RequestHead head)
    {
        var tools = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < head.Tools.Count; i++)
        {
            tools.Write(i == 0 ? ",\"tools\":[{\"name\":"u8 : ",{\"name\":"u8);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Name));
            tools.Write(",\"description\":"u8);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Description));
            tools.Write(",\"input_schema\":"u8);
            tools.Write(head.Tools[i].InputSchema.Span);
            var isMarked = i == head.Tools.Count - 1 && head.System.Count == 0;
            tools.Write(isMarked ? Marker(head.Cache, IsShared(head)) : []);
            tools.Write(i == head.Tools.Count - 1 ? "}]"u8 : "}"u8);
        }

        return tools.WrittenSpan.ToArray();
    }

    private static byte[] System(RequestHead head)
    {
        var system = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < head.System.Count; i++)
        {
            system.Write(i == 0 ? ",\"system\":[{\"type\":\"text\",\"text\":"u8 : ",{\"type\":\"text\",\"text\":"u8);
            JsonString.WriteQuoted(system, head.System[i].Span);
            system.Write(i == head.System.Count - 1 ? Marker(head.Cache, IsShared(head)) : []);
            system.Write(i == head.System.Count - 1 ? "}]"u8 : "}"u8);
        }

        return system.WrittenSpan.ToArray();
    }

    private static (int Newest, int Before) Marked(ModelRequest request)
    {
        var (newest, before) = (-1, -1);
        for (var i = request.Messages.Count - 1; i >= 0 && before < 0; i--)
            if (request.Messages[i].Span.StartsWith("{\"role\":\"user\""u8) && request.Messages[i].Span.EndsWith(MessageBytes.End))
                (newest, before) = newest < 0 ? (i, before) : (newest, i);
        return (newest, before);
    }

    private static void Add(RequestBody body, ReadOnlyMemory<byte> message, byte[] marker)
    {
        if (marker.Length == 0)
        {
            body.Add(message);
            return;
        }

        body.Add(message[..^MessageBytes.End.Length]);
        body.Add(marker);
        body.Add(message[^MessageBytes.End.Length..]);
    }

    /// <summary>What a person said is never shared.</summary>
    private static bool IsShared(RequestHead head) => head.Features.Has(ModelFeatures.PromptCachingScope, head.Model);

    private static byte[] Marker(CacheLife life, bool isShared = false) =>
        life == CacheLife.Off ? [] : [.. ",\"cache_control\":{\"type\":\"ephemeral\""u8, .. life == CacheLife.OneHour ? ",\"ttl\":\"1h\""u8 : [], .. isShared ? ",\"scope\":\"global\""u8 : [], (byte)'}'];
}
