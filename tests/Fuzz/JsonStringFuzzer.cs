using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Text;
using Pith.Tokens;

namespace Pith.Tests.Fuzz;

/// <summary>What is written as a JSON string reads back as its repaired text, in System.Text.Json and in our own reader.</summary>
public sealed class JsonStringFuzzer
{
    [Fact]
    public void WhatIsQuotedReadsBack()
    {
        using var memory = new GuardedMemory(256 * 1024);
        FuzzRun.Over(4000, random =>
        {
            var text = FuzzText.Any(random);
            var quoted = new ArrayBufferWriter<byte>();
            JsonString.WriteQuoted(quoted, memory.AtEnd(text));
            var expected = Encoding.UTF8.GetString(text);
            Assert.Equal(expected, JsonSerializer.Deserialize<string>(quoted.WrittenSpan));
            Assert.Equal(expected, Unescaped(memory.AtEnd(quoted.WrittenSpan[1..^1])));
            Assert.Equal(TokenCounter.O200k.Count(text), TokenCounter.O200k.CountJsonString(memory.AtEnd(quoted.WrittenSpan[1..^1])));
            // Escaped by another writer, which escapes much more.
            Assert.Equal(expected, Unescaped(memory.AtEnd(JsonSerializer.SerializeToUtf8Bytes(expected).AsSpan()[1..^1])));
        });
    }

    private static string Unescaped(ReadOnlySpan<byte> escaped)
    {
        var room = new byte[JsonString.UnescapedMaxLength(escaped.Length)];
        return Encoding.UTF8.GetString(room.AsSpan(0, JsonString.Unescape(escaped, room)));
    }
}
