using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tests.Providers.Streaming;
using Pith.Text;

namespace Pith.Tests.Text;

[Collection(Alone.Name)]
public sealed class SseReaderTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "a|b")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "a|b")]
    [InlineData("data: a\r\rdata: b\r\r", "a|b")]
    [InlineData("event: x\ndata: a\ndata:b\ndata\n\n", "a\nb\n")]
    [InlineData(": comment\n\nevent: lonely\n\ndata:  two blanks\n\n", " two blanks")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData("data: a\n\ndata: cut off", "a")]
    [InlineData("data: a\n\ndata: no blank line\n", "a")]
    [InlineData("database: b\ndata: a\nid: 1\nretry: 5\n\n", "a")]
    [InlineData("", "")]
    public async Task ReadsWhatTheStandardSays(string body, string expected)
    {
        foreach (var chunk in Decoding.Chunks)
            Assert.Equal(expected, string.Join('|', await Read(body, chunk)));
    }

    [Fact]
    public void AnyChunkingReadsTheSame()
    {
        var pieces = Gen.Elements("data: a", "data:é😀", "event: e", ":c", "\n", "\r", "\r\n", "\n\n", "\r\r\n", "data", "x", " ", ":");
        Prop.ForAll(Gen.ListOf(pieces).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (parts, chunk) =>
        {
            var body = string.Concat(parts);
            return Read(body, 4096).Result.SequenceEqual(Read(body, chunk).Result);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a line", "data: {0}\n\n")]
    [InlineData("an event", "data: {0}\ndata: {0}\n\n")]
    [InlineData("a line", ": {0}{0}\n\n")]
    public async Task WhatIsTooLongIsRefused(string what, string form)
    {
        var body = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, new string('x', 700));
        var fault = await Assert.ThrowsAsync<TooLongException>(() => Read(body, 100, maxBytes: what == "a line" ? 600 : 1000));
        Assert.StartsWith($"{what} of more than ", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The pipe must not collect what we have taken: an endless line costs its bound and no more.</summary>
    [Fact]
    public async Task AnEndlessLineCostsItsBoundOnly()
    {
        var before = GC.GetTotalAllocatedBytes();
        var reader = new SseReader(PipeReader.Create(new EndlessStream()));
        await Assert.ThrowsAsync<TooLongException>(() => reader.ReadAsync(null, TestContext.Current.CancellationToken).AsTask());
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 8L * SseReader.MaxBytes);
    }

    private static async Task<List<string>> Read(string body, int chunk, int maxBytes = SseReader.MaxBytes)
    {
        var reader = new SseReader(PipeReader.Create(new ChunkedStream(Encoding.UTF8.GetBytes(body), chunk)), maxBytes);
        var found = new List<string>();
        while (await reader.ReadAsync(null, TestContext.Current.CancellationToken))
            found.Add(Encoding.UTF8.GetString(reader.Data));
        return found;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }
}
