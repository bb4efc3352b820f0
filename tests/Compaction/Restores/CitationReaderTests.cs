using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Compaction;
using Pith.Compaction.Restores;
using Pith.Conversations;
using Pith.Offload;
using Pith.Transcripts;

namespace Pith.Tests.Compaction.Restores;

/// <summary>What pith wrote in place of a text is known by its words; what others wrote is theirs.</summary>
public sealed class CitationReaderTests
{
    private const string Digits = "0123456789abcdef", Line = $"[Read a.cs · 812 lines, 31204 bytes · pith recall pith:{Digits}]";

    [Theory]
    [InlineData(BlockKind.Result, $"one\n…\n{Line}", CitationKind.Text)]
    [InlineData(BlockKind.Result, $"{Line}\n", CitationKind.Text)]
    [InlineData(BlockKind.Text, $"the beginning…\n{Line}", CitationKind.Text)]
    [InlineData(BlockKind.Text, $"[pith: picture image/png, 4000 characters of base64 in pith:{Digits}]", CitationKind.Picture)]
    [InlineData(BlockKind.Call, $$"""{"path":"a.cs","content":"one… [pith: 4000 bytes in pith:{{Digits}}]"}""", CitationKind.Arguments)]
    [InlineData(BlockKind.Text, $"<pith-memory history=\"pith:{Digits}\">\nlines\n</pith-memory>", CitationKind.History)]
    [InlineData(BlockKind.Text, $"a request\n<pith-memory history=\"pith:{Digits}\">\n</pith-memory>\nbehind", CitationKind.History)]
    [InlineData(BlockKind.Text, $"[pith: all that went before, 90 lines, is in pith:{Digits}]\nthe request", CitationKind.History)]
    public void WhatPithWroteIsFound(BlockKind kind, string text, object expected)
    {
        var found = Find(kind, text);
        Assert.Equal((expected, Digits), ((object?)found?.Kind, found?.Digits));
    }

    [Theory]
    [InlineData(BlockKind.Result, $"{Line}\nand more that the tool said")]
    [InlineData(BlockKind.Result, $"pith:{Digits}")]
    [InlineData(BlockKind.Result, $"see pith recall pith:{Digits}]")]
    [InlineData(BlockKind.Result, "[1 line, 4 bytes · pith recall pith:0123456789ABCDEF]")]
    [InlineData(BlockKind.Result, $"<pith-memory history=\"pith:{Digits}\">\n</pith-memory>")]
    [InlineData(BlockKind.Result, $"[pith: all that went before, 90 lines, is in pith:{Digits}]")]
    [InlineData(BlockKind.Text, $"<pith-memory history=\"pith:{Digits}\"> without an end")]
    [InlineData(BlockKind.Text, $"the words pith:{Digits}] stand here")]
    [InlineData(BlockKind.Call, $$"""{"command":"echo '… [pith: 4000 bytes in pith:{{Digits}}]' > note"}""")]
    [InlineData(BlockKind.Thinking, Line)]
    public void WordsOfOthersAreTheirs(BlockKind kind, string text) => Assert.Null(Find(kind, text));

    [Fact]
    public void OnlyTheUsersTurnHoldsAMemory() =>
        Assert.Null(CitationReader.Of(Block(BlockKind.Text, $"<pith-memory history=\"pith:{Digits}\">\n</pith-memory>"), Role.Assistant, _ => true));

    [Fact]
    public void ArgumentsThatWereCutAreFoundAsTheyAreWritten()
    {
        using var output = new ArrayPoolBufferWriter<byte>();
        var handle = Handle.Of("x"u8);
        ClippedArguments.Write(Encoding.UTF8.GetBytes($$"""{"path":"a.cs","content":"{{new string('ä', 900)}}","list":[{{string.Join(',', Enumerable.Range(0, 400))}}]}"""), 64, handle, output);
        Assert.Equal(handle[5..], Find(BlockKind.Call, Encoding.UTF8.GetString(output.WrittenSpan))?.Digits);
    }

    private static Citation? Find(BlockKind kind, string text) => CitationReader.Of(Block(kind, text), Role.User, _ => true);

    private static ViewBlock Block(BlockKind kind, string text) => new() { Kind = kind, Text = Encoding.UTF8.GetBytes(text), CallId = "", Tool = "" };
}
