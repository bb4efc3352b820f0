using System.Net;
using System.Net.Http.Headers;

namespace Pith.Providers.Wire;

/// <summary>A request's body as the segments it is made of: a history of megabytes is sent without being copied together.</summary>
internal sealed class RequestBody
{
    private readonly List<ReadOnlyMemory<byte>> _segments = [];

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
