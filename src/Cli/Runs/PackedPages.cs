using System.IO.Compression;
using System.Net;

namespace Pith.Cli.Runs;

/// <summary>
/// Asks for pages packed with gzip and unpacks them. The runtime's own unpacking would bring Brotli with it: both of its
/// directions and its dictionary, four hundred kilobytes of the binary.
/// </summary>
internal sealed class PackedPages(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentEncoding.SequenceEqual(["gzip"]) || response.Content.Headers.ContentEncoding.SequenceEqual(["x-gzip"]))
            response.Content = new Unpacked(response.Content);
        return response;
    }

    /// <summary>What was packed, read as it comes.</summary>
    private sealed class Unpacked : HttpContent
    {
        private readonly HttpContent _packed;

        public Unpacked(HttpContent packed)
        {
            _packed = packed;
            foreach (var (name, values) in packed.Headers)
                if (name is not ("Content-Encoding" or "Content-Length"))
                    Headers.TryAddWithoutValidation(name, values);
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            new GZipStream(await _packed.ReadAsStreamAsync().ConfigureAwait(false), CompressionMode.Decompress);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var unpacked = await CreateContentReadStreamAsync().ConfigureAwait(false);
            await using (unpacked.ConfigureAwait(false))
                await unpacked.CopyToAsync(stream).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _packed.Dispose();
            base.Dispose(disposing);
        }
    }
}
