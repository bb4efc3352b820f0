using System.IO.Pipelines;
using System.Text;
using Pith.Events;
using Pith.Providers.Streaming;
using Pith.Tests.Text;
using Pith.Text;

namespace Pith.Tests.Providers.Streaming;

/// <summary>Reads a body of server-sent events as the client does, in chunks of one size.</summary>
internal static class Decoding
{
    public static readonly int[] Chunks = [1, 2, 3, 7, 64, 4096];

    public static async Task<List<ModelEvent>> Read(IStreamDecoder decoder, string body, int chunk = 4096, int maxBytes = SseReader.MaxBytes)
    {
        var reader = new SseReader(PipeReader.Create(new ChunkedStream(Encoding.UTF8.GetBytes(body), chunk)), maxBytes);
        var events = new List<ModelEvent>();
        while (await reader.ReadAsync(null, TestContext.Current.CancellationToken))
            decoder.Read(reader.Data, events);
        decoder.End(events);
        return events;
    }

    /// <summary>One line an event, so that two readings can be compared and read.</summary>
    public static string Shown(IEnumerable<ModelEvent> events) => string.Join('\n', events.Select(e => e switch
    {
        ModelEvent.TextDelta d => $"text {d.Block} {Utf8(d.Text)}",
        ModelEvent.ThinkingDelta d => $"thinking {d.Block} {Utf8(d.Text)}",
        ModelEvent.CallInput d => $"input {d.Block} {Utf8(d.Json)}",
        ModelEvent.CallComplete d => $"call {d.Block} {d.Id} {d.Name} {Utf8(d.Input)}",
        ModelEvent.BlockComplete d => $"block {d.Block} {Utf8(d.Raw)}",
        ModelEvent.Unknown d => $"unknown {d.Name} {Utf8(d.Raw)}",
        _ => e.ToString(),
    }));

    public static string Utf8(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span);
}
