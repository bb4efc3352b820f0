using Pith.Events;

namespace Pith.Providers.Wire;

/// <summary>Converts a message; the same bytes give the same bytes, and nothing comes of one that says nothing there.</summary>
internal delegate byte[] MessageConversion(ReadOnlySpan<byte> message);

/// <summary>
/// A conversation in the form of another API. Its head is written once, and each message converted once and its bytes kept, so
/// that the next request begins with them.
/// </summary>
/// <param name="convert">Converts a message.</param>
/// <param name="tools">Writes the tools.</param>
/// <param name="system">Writes the system text.</param>
internal sealed class ConvertedMessages(MessageConversion convert, Func<RequestHead, byte[]> tools, Func<RequestHead, byte[]> system)
{
    private readonly List<ReadOnlyMemory<byte>> _converted = [];
    private ModelRequest? _request;

    /// <summary>The tools, as they are sent.</summary>
    public byte[] Tools { get; private set; } = [];

    /// <summary>The system text, as it is sent.</summary>
    public byte[] System { get; private set; } = [];

    /// <summary>Takes a request as it now stands; what is wrong with its prefix, or null.</summary>
    public ModelEvent.Failed? Take(ModelRequest request)
    {
        if (!ReferenceEquals(_request, request))
        {
            (_request, Tools, System) = (request, tools(request.Head), system(request.Head));
            _converted.Clear();
        }

        for (var i = _converted.Count; i < request.Messages.Count; i++)
            _converted.Add(convert(request.Messages[i].Span));
        return Prefix.Broken(request.Guard, [Tools, System, .. _converted]);
    }

    /// <summary>Adds the messages with commas between.</summary>
    /// <param name="body">Takes them.</param>
    /// <param name="isFirst">Whether nothing stands in their list yet.</param>
    public void AddTo(RequestBody body, bool isFirst)
    {
        foreach (var message in _converted)
        {
            if (message.IsEmpty)
                continue;
            if (!isFirst)
                body.Add(RequestBody.Comma);
            isFirst = false;
            body.Add(message);
        }
    }
}
