using System.IO.Compression;
using System.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

public sealed class GzipTailTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"line {i * 7919 % 10007}")));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(4096)]
    public void WholeFilesAreRead(int chunk)
    {
        Assert.Equal(Text, Read(Gzip(Text), chunk));
        Assert.Equal((byte[])[.. Text, .. Text], Read([.. Gzip(Text), .. Gzip(Text)], chunk));
        Assert.Equal([], Read(Gzip([]), chunk));
    }

    [Fact]
    public void EveryCutIsNoticed()
    {
        var whole = Gzip(Text);
        for (var length = 2; length < whole.Length; length += length < 40 || length > whole.Length - 40 ? 1 : 101)
            Assert.Throws<UnreadableTranscriptException>(() => Read(whole[..length], 4096));
    }

    private static byte[] Gzip(byte[] content)
    {
        var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
            gzip.Write(content);
        return file.ToArray() is { Length: > 0 } bytes ? bytes : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Read(byte[] file, int chunk)
    {
        using var stream = TranscriptSource.Decompressed(new DrippingStream(file, chunk), "x.gz");
        var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private sealed class DrippingStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
