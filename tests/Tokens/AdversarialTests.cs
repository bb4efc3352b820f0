using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>A megabyte of what breaks other tokenizers: exact, and in work that grows with the length and not faster.</summary>
public sealed class AdversarialTests
{
    private const int Size = 1_000_000;

    public static TheoryData<string> Kinds =>
        ["a", "abab", "spaces", "newlines", "white", "letters", "punctuation", "digits", "base64", "chinese", "emoji", "marks", "bytes", "upper", "title", "slashes", "zeros", "indent", "shout", "late shout", "camel"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ExactAgainstTheSlowMerge(string kind)
    {
        // Beyond one window of the giant merge, so that its cuts are made too.
        var text = Text(kind, PieceMerger.Window * 3 / 2);
        foreach (var encoding in TokenText.Encodings)
        {
            var expected = TokenOracle.Of(encoding).Encode(text);
            Assert.Equal(expected, TokenText.Ids(TokenText.Counter(encoding), text));
            Assert.Equal(expected.Count, TokenText.Counter(encoding).Count(text)); // repeated windows are counted another way
        }
    }

    /// <summary>Pieces that repeat a few bytes, or nearly: each window is merged once for each phase, and counts as it would alone.</summary>
    [Fact]
    public void WhatRepeatsCountsAsItIs()
    {
        var random = new Random(8);
        foreach (var counter in TokenText.Encodings.Select(TokenText.Counter))
            for (var run = 0; run < 60; run++)
            {
                var period = random.Next(1, 70);
                var letters = random.Next(2) == 0 ? "abcdefghijklmnopqrstuvwxyz" : "aab";
                var text = new byte[random.Next(8_000, 60_000)];
                for (var i = 0; i < text.Length; i++)
                    text[i] = i < period ? (byte)letters[random.Next(letters.Length)] : text[i - period];
                if (random.Next(3) == 0)
                    text[random.Next(text.Length)] = (byte)'z';
                Assert.Equal(TokenText.Ids(counter, text).Length, counter.Count(text));
            }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WorkGrowsWithLength(string kind)
    {
        foreach (var encoding in TokenText.Encodings)
        {
            var counter = TokenText.Counter(encoding);
            var text = Text(kind, Size);
            var merger = new PieceMerger(counter.Vocabulary);
            var count = counter.Count(text);
            Assert.InRange(count, text.Length / 128 / 3, text.Length * 3);

            // One merge at most for each byte, plus what the windows do again: less than one merge in a thousand bytes.
            var sink = default(CountSink);
            Merge(merger, text, ref sink);
            Assert.InRange(merger.Steps, 0, text.Length * 1.01);
        }
    }

    /// <summary>A stream counts the beginning of a giant without waiting for its end.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void StreamsStayBounded(string kind)
    {
        var text = Text(kind, Size);
        foreach (var encoding in TokenText.Encodings)
        {
            var counter = TokenText.Counter(encoding);
            var stream = new StreamCounter(TokenMeter.Exact(counter));
            foreach (var chunk in text.Chunk(50_021))
            {
                stream.Append(chunk);
                Assert.InRange(stream.Capacity, 0, 512 * 1024);
            }

            Assert.Equal(counter.Count(text), stream.Finish());
        }
    }

    /// <summary>Windows far smaller than the pieces: what is cut there joins to the tokens of the whole.</summary>
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public unsafe void WindowsJoinToTheWhole(string encoding)
    {
        var vocabulary = TokenText.Counter(encoding).Vocabulary;
        var merger = new PieceMerger(vocabulary, giantWindow: 400);
        Prop.ForAll(TokenText.Giants, text =>
        {
            var found = new ArrayBufferWriter<int>();
            var sink = new IdSink(found);
            fixed (byte* p = text)
                merger.Merge(p, text.Length, ref sink);
            sink.Flush();
            var expected = new List<int>();
            TokenOracle.Of(encoding).Merge(text, expected);
            return found.WrittenSpan.SequenceEqual(expected.ToArray());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    private static unsafe void Merge(PieceMerger merger, byte[] text, ref CountSink sink)
    {
        fixed (byte* p = text)
            merger.Merge(p, text.Length, ref sink);
    }

    private static byte[] Text(string kind, int size)
    {
        var random = new Random(1);
        string[] bits = kind switch
        {
            "a" => ["a"],
            "abab" => ["ab"],
            "spaces" => [" "],
            "newlines" => ["\n"],
            "white" => [" ", "\t", "\n", "\r\n", "\u3000", "\u00A0"],
            "letters" => [.. "abcdefghijklmnopqrstuvwxyz".Select(c => c.ToString())],
            "punctuation" => [.. "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".Select(c => c.ToString())],
            "digits" => [.. "0123456789".Select(c => c.ToString())],
            "chinese" => [.. Enumerable.Range(0x4E00, 0x5000).Select(c => ((char)c).ToString())],
            "emoji" => ["👩‍👩‍👧‍👦", "👨🏽‍💻", "🏳️‍🌈"],
            "marks" => ["e", "\u0301", "\u0302", "\u0323", "\u20DD"],
            "upper" => ["A", "B", "中", "Q"],
            "title" => ["A", "B", "中", "Q", "ǅ", "\u0301", "é"],
            "slashes" => ["/", "-", "\n"],
            "indent" => [" ", "\t", "\u3000"],
            "shout" or "late shout" or "camel" => ["A", "B", "Q"],
            _ => ["\0"],
        };
        var start = kind switch { "indent" => "\n", "shout" => "中", "late shout" => "a中", "camel" => "x", _ => "" };
        var bytes = new byte[size];
        if (kind is "bytes" or "base64")
        {
            random.NextBytes(bytes);
            return kind == "bytes" ? bytes : Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))[..size];
        }

        var length = Encoding.UTF8.GetBytes(start, bytes);
        while (length < size)
        {
            var bit = Encoding.UTF8.GetBytes(bits[random.Next(bits.Length)]);
            if (length + bit.Length > size)
                bit = [(byte)'.'];
            bit.CopyTo(bytes, length);
            length += bit.Length;
        }

        return bytes;
    }
}
