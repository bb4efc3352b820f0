using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>A request's body as the segments it is made of: a history of megabytes is sent without being copied together.</summary>
internal sealed class RequestBody
{
    /// <summary>What stands between messages.</summary>
    public static readonly byte[] Comma = ","u8.ToArray();

    private readonly List<ReadOnlyMemory<byte>> _segments = [];

    /// <summary>A body that begins with the model, the length of its answer and how it is streamed.</summary>
    public static RequestBody Of(ModelRequest request, ReadOnlySpan<byte> streaming)
    {
        var start = new ArrayBufferWriter<byte>(128);
        start.Write("{\"model\":"u8);
        JsonString.WriteQuoted(start, Encoding.UTF8.GetBytes(request.Head.Model));
        start.Write(",\"max_tokens\":"u8);
        MessagesWriter.WriteNumber(start, request.MaxTokens);
        start.Write(streaming);
        var body = new RequestBody();
        body.Add(start.WrittenMemory);
        return body;
    }

    public long Length { get; private set; }

    public void Add(ReadOnlyMemory<byte> segment)
    {
        _segments.Add(segment);
        Length += segment.Length;
    }

    /// <summary>The whole, for tests.</summary>
    public byte[] ToArray() => [.. _segments.SelectMany(s => s.ToArray())];

    /// <summary>A new content over the same bytes: each attempt needs one of its own.</summary>
    public HttpContent ToContent() => new Content(this);

    private sealed class Content : HttpContent
    {
        private const int Small = 16 << 10;

        private readonly RequestBody _body;

        public Content(RequestBody body)
        {
            _body = body;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            // The connection writes large pieces through, so the many small ones are put together for it.
            var buffer = new byte[Small];
            var held = 0;
            foreach (var segment in _body._segments)
            {
                if (held + segment.Length > Small && held > 0)
                {
                    await stream.WriteAsync(buffer.AsMemory(0, held), cancellationToken).ConfigureAwait(false);
                    held = 0;
                }

                if (segment.Length > Small)
                {
                    await stream.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                segment.CopyTo(buffer.AsMemory(held));
                held += segment.Length;
            }

            await stream.WriteAsync(buffer.AsMemory(0, held), cancellationToken).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
