using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pith.Text;

namespace Pith.Tests.Text;

public sealed class JsonStringTests
{
    /// <summary>Everything that the escapes and UTF-8 treat differently, so that a few draws meet all of it.</summary>
    private static readonly byte[][] Fragments =
    [
        .. new[] { "a", "\"", "\\", "/", "\n", "\r", "\t", "\b", "\f", "\0", "\u001f", "\u007f", "é", "\u2028", "中", "\uFFFD", "😀", "\\u0041" }
            .Select(Encoding.UTF8.GetBytes),
        [0x80], [0xC0], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ];

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData(@"\"" \\ \/ \b \f \n \r \t", "\" \\ / \b \f \n \r \t")]
    [InlineData(@"A\u00e9\u4E2d\u0000", "Aé中\0")]
    [InlineData(@"\ud83d\ude00", "😀")]
    [InlineData(@"\uD83D\uDE00x", "😀x")]
    [InlineData(@"\ud83d", "\uFFFD")]
    [InlineData(@"\ud83dx", "\uFFFDx")]
    [InlineData(@"\ude00", "\uFFFD")]
    [InlineData(@"\ude00\ud83d", "\uFFFD\uFFFD")]
    [InlineData(@"\ud83d\n", "\uFFFD\n")]
    [InlineData(@"\ud83d\\ude00", "\uFFFD\\ude00")]
    [InlineData(@"\ud83d\u0041", "\uFFFDA")]
    [InlineData(@"\ud83d\ud83d\ude00", "\uFFFD😀")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData("é\\n中", "é\n中")]
    public void EscapesAreUndone(string escaped, string text) => Assert.Equal(text, Unescape(Encoding.UTF8.GetBytes(escaped)));

    [Fact]
    public void IllFormedBytesAreReplacedByMaximalSubpart()
    {
        Assert.Equal("a\uFFFDb", Unescape([(byte)'a', 0xFF, (byte)'b']));
        Assert.Equal("\uFFFD", Unescape([0xE2, 0x82]));
        Assert.Equal("\uFFFD\n", Unescape([0xF0, 0x9F, 0x98, (byte)'\\', (byte)'n']));
        Assert.Equal("\uFFFD\uFFFD\uFFFD", Unescape([0xED, 0xA0, 0x80]));
    }

    /// <summary>A string may be cut in a hurry by a preview: its end is then no escape, and must not read past it.</summary>
    [Theory]
    [InlineData(@"a\", "a")]
    [InlineData(@"a\u", "a")]
    [InlineData(@"a\u00", "a")]
    [InlineData(@"\ud83d\u", "")]
    public void CutEscapesDoNotReadPastTheEnd(string escaped, string start) =>
        Assert.StartsWith(start, Unescape(Encoding.UTF8.GetBytes(escaped)), StringComparison.Ordinal);

    [Fact]
    public void WhatIsWrittenReadsBackAsTheText() =>
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            var json = Write(text);
            using var document = JsonDocument.Parse(json);
            var expected = Encoding.UTF8.GetString(text);
            Assert.Equal(expected, document.RootElement.GetString());
            Assert.Equal(expected, Unescape(json.AsSpan(1, json.Length - 2)));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void UnescapingAgreesWithTheRuntime() =>
        Prop.ForAll(EscapedTexts().ToArbitrary(), escaped =>
        {
            var json = Encoding.UTF8.GetBytes($"\"{escaped}\"");
            var reader = new Utf8JsonReader(json);
            Assert.True(reader.Read());
            Assert.Equal(reader.GetString(), Unescape(Encoding.UTF8.GetBytes(escaped)));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void NothingIsEscapedThatNeedNotBe()
    {
        Assert.Equal("\"é/中😀\u2028\u007f<>&'\"", Encoding.UTF8.GetString(Write("é/中😀\u2028\u007f<>&'"u8.ToArray())));
        Assert.Equal("\"\\u0000\\u001f\\n\\\"\\\\\"", Encoding.UTF8.GetString(Write("\0\u001f\n\"\\"u8.ToArray())));
    }

    /// <summary>The room promised is enough for the worst input, and nothing behind what was written is touched.</summary>
    [Fact]
    public void TheRoomPromisedIsEnough() =>
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            var room = new byte[JsonString.UnescapedMaxLength(text.Length)];
            Array.Fill(room, (byte)0xAB);
            var written = JsonString.Unescape(text, room);
            Assert.All(room[written..], b => Assert.Equal(0xAB, b));
        }).Check(Config.QuickThrowOnFailure);

    private static Gen<byte[]> Texts() => Gen.Elements(Fragments).ListOf().Select(parts => parts.SelectMany(p => p).ToArray());

    /// <summary>Escapes that the runtime accepts: it refuses lone surrogates, so those are never drawn.</summary>
    private static Gen<string> EscapedTexts() =>
        Gen.Elements("a", "é", "😀", @"\n", @"\""", @"\\", @"\/", @"\b", @"\u00e9", @"\u4e2D", @"\ud83d\ude00", @"\u0000", "ud83d")
            .ListOf().Select(parts => string.Concat(parts));

    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var room = new byte[JsonString.UnescapedMaxLength(escaped.Length)];
        return Encoding.UTF8.GetString(room, 0, JsonString.Unescape(escaped, room));
    }

    private static byte[] Write(byte[] text)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonString.WriteQuoted(output, text);
        return output.WrittenSpan.ToArray();
    }
}
