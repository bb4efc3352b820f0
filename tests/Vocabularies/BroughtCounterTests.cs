using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tests.Tokens;
using Pith.Tokens;
using Pith.Vocabularies;

namespace Pith.Tests.Vocabularies;

public sealed class BroughtCounterTests
{
    private static readonly SmallVocabulary Small = new();

    public static TheoryData<string, string, string[]> Patterns => new()
    {
        { """{"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}""", "gpt2", [SlowTokenizer.Gpt2] },
        { Split(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"), "llama3", [SlowTokenizer.Llama3] },
        { Split(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"), "qwen2", [SlowTokenizer.Qwen2] },
        { Split(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"), "qwen3.5", [SlowTokenizer.Qwen35] },
        { Split(SlowTokenizer.Tekken), "tekken", [SlowTokenizer.Tekken] },
        { """{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, {"type": "ByteLevel", "add_prefix_space": false}]}""", "starcoder", [SlowTokenizer.Numbers, SlowTokenizer.Gpt2] },
        { """{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": false}, {"type": "ByteLevel", "add_prefix_space": false}]}""", "", [SlowTokenizer.NumberRuns, SlowTokenizer.Gpt2] },
        { Split(SlowTokenizer.NumbersByThree, SlowTokenizer.Ideographs, SlowTokenizer.DeepSeek3), "deepseek3", [SlowTokenizer.NumbersByThree, SlowTokenizer.Ideographs, SlowTokenizer.DeepSeek3] },
    };

    /// <summary>Every pattern, from a tokenizer.json and by name for a rank file, whole and in chunks, against the slow tokenizer.</summary>
    [Theory]
    [MemberData(nameof(Patterns))]
    public void AgreesWithTheSlowTokenizer(string preTokenizer, string name, string[] splits)
    {
        var slow = new SlowTokenizer(splits, Small.Merges.Select((m, i) => (m, i)).ToDictionary(p => (SmallVocabulary.Spell(Small.Tokens[p.m.Left]), SmallVocabulary.Spell(Small.Tokens[p.m.Right])), p => p.i));
        var meters = new List<TokenMeter> { Open(Small.Json(preTokenizer)), Open(Small.Json(preTokenizer, pairs: true)) };
        if (name.Length > 0)
            meters.Add(VocabularyFile.Open(new MemoryStream(Small.Ranks()), new VocabularyOptions("small") { Pattern = PatternName.Parse(name) }).Meter);
        var random = new Random(7);
        Prop.ForAll(TokenText.Valid, text =>
        {
            var expected = slow.Count(Encoding.UTF8.GetString(text));
            return meters.TrueForAll(m => m.Count(text) == expected && TokenText.InChunks(m, text, () => random.Next(1, 40), block: 64) == expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void AFileOfThePublishedRanksCountsAsTheBuiltInEncoding()
    {
        var ranks = new StringBuilder();
        for (var id = 0; id < TokenCounter.Cl100k.Vocabulary.Count; id++)
            ranks.Append(Convert.ToBase64String(TokenCounter.Cl100k.Vocabulary[id])).Append(' ').Append(id).Append('\n');
        var meter = VocabularyFile.Open(new MemoryStream(Encoding.ASCII.GetBytes(ranks.ToString())), new VocabularyOptions("cl100k_base.tiktoken")).Meter; // known by its hash
        Prop.ForAll(TokenText.Valid, text => meter.Count(text) == TokenCounter.Cl100k.Count(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void TextIsComposedFirst()
    {
        var meter = Open(Small.Json(normalizer: """{"type": "Sequence", "normalizers": [{"type": "NFC"}]}"""));
        Assert.Equal(1, meter.Count(" e\u0301"u8)); // the vocabulary has the composed é
        Assert.Equal(meter.Count("\u1EAD"u8), meter.Count("a\u0302\u0323"u8));
        Assert.NotEqual(1, Open(Small.Json()).Count(" e\u0301"u8));
    }

    [Fact]
    public void AddedTokensAreFoundLongestFirstAndSpecialOnesArePlainText()
    {
        var json = Small.Json();
        var plain = Open(json);
        SmallVocabulary.Add(json, "<tool>");
        SmallVocabulary.Add(json, "<tool><end>");
        SmallVocabulary.Add(json, "<|special|>", special: true);
        var meter = Open(json);
        Assert.Equal(1, meter.Count("<tool>"u8));
        Assert.Equal(1, meter.Count("<tool><end>"u8));
        Assert.Equal(2, meter.Count("<tool><tool>"u8));
        Assert.Equal(plain.Count("hello"u8) + 1 + plain.Count(" world"u8), meter.Count("hello<tool> world"u8));
        Assert.Equal(plain.Count("<|special|>"u8), meter.Count("<|special|>"u8));
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("hello the<tool> world don't<tool><end>\nthe ", 200)));
        var random = new Random(1);
        Assert.Equal(meter.Count(text), TokenText.InChunks(meter, text, () => random.Next(1, 50), block: 64));
    }

    [Fact]
    public void ASpaceGoesInFrontWhereTheFileSaysSo()
    {
        var meter = Open(Small.Json("""{"type": "ByteLevel", "add_prefix_space": true}"""));
        Assert.Equal(1, meter.Count("hello"u8)); // ' hello' is one
        Assert.Equal(1, meter.Count(" hello"u8));
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("hello the cat\nhello ", 100)));
        var random = new Random(1);
        Assert.Equal(meter.Count(text), TokenText.InChunks(meter, text, () => random.Next(1, 50), block: 64));
    }

    [Fact]
    public void ATokenThatNoMergeMakesIsTakenOnlyWhole()
    {
        var json = Small.Json();
        json["model"]!["vocab"]!["xyz"] = 5000;
        Assert.Equal(3, Open(json).Count("xyz"u8));
        json["model"]!["ignore_merges"] = true;
        Assert.Equal(1, Open(json).Count("xyz"u8));
        Assert.Equal(4, Open(json).Count("xyzx"u8));

        // Two parts that spell it make no merge.
        json["model"]!["vocab"]!["hellothe"] = 5001;
        Assert.Equal(1, Open(json).Count("hellothe"u8));
        Assert.Equal(3, Open(json).Count("hellothex"u8));
    }

    [Fact]
    public void RanksThatDoNotRiseMergeInTheSameOrderAtAnyLength()
    {
        // ab at 2, then abab at 0 below it: aab… must not be taken for a run of rising ranks.
        string[] merges = ["ab ab", "b a", "a b", "abab a", "ba ba"];
        var json = Small.Json();
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        foreach (var merge in merges)
            vocabulary.TryAdd(merge.Replace(" ", "", StringComparison.Ordinal), JsonValue.Create(6000 + vocabulary.Count));
        json["model"]!["merges"] = new JsonArray([.. merges.Select(m => JsonValue.Create(m))]);
        var slow = new SlowTokenizer([SlowTokenizer.Gpt2], merges.Select((m, i) => (m.Split(' '), i)).ToDictionary(p => (p.Item1[0], p.Item1[1]), p => p.i));
        var meter = Open(json);
        var random = new Random(3);
        for (var length = 1; length < 700; length += 7)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(3) == 0 ? 'b' : 'a')) + string.Concat(Enumerable.Repeat("ab", length / 2));
            Assert.Equal(slow.Count(text), meter.Count(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CharactersWithBytesForThoseItLacks(bool prepends)
    {
        string[] merges = ["t h", "th e", "\u2581 the", "\u2581 \u2581", "中 文", "\u2581 中文", "é e", "\n \n"];
        var tokens = new List<string> { "<unk>", "\u2581", "t", "h", "e", "é", "中", "文", "c", "a", "\n", "🙂" };
        tokens.AddRange(merges.Select(m => m.Replace(" ", "", StringComparison.Ordinal)));
        tokens.AddRange(Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>"));
        var json = Small.Json("null", prepends
            ? """{"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}"""
            : """{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""");
        json["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["unk_token"] = "<unk>",
            ["byte_fallback"] = true,
            ["fuse_unk"] = true,
            ["vocab"] = new JsonObject(tokens.Select((t, id) => KeyValuePair.Create(t, (JsonNode?)id))),
            ["merges"] = new JsonArray([.. merges.Select(m => JsonValue.Create(m))]),
        };
        var slow = new SlowTokenizer([], merges.Select((m, i) => (m.Split(' '), i)).ToDictionary(p => (p.Item1[0], p.Item1[1]), p => p.i));
        var meter = Open(json);
        string[] bits = ["the", " ", "  ", "中文", "中", "丮", "é", "ée", "x", "ca", "🙂", "🙃", "\n", "\n\n", " the", "the\n", "<0x41>", "<unk>"];
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => bits[random.Next(bits.Length)]));
            var marked = ((prepends ? " " : "") + text).Replace(' ', '\u2581');
            var parts = marked.EnumerateRunes().SelectMany(r => tokens.Contains(r.ToString()) ? [r.ToString()] : Encoding.UTF8.GetBytes(r.ToString()).Select(b => $"<0x{b:X2}>")).ToList();
            var utf8 = Encoding.UTF8.GetBytes(text);
            var expected = slow.Merge(parts);
            Assert.Equal(expected, meter.Count(utf8));
            Assert.Equal(expected, TokenText.InChunks(meter, utf8, () => random.Next(1, 40), block: 64));
        }
    }

    [Fact]
    public void WhatTheBlockHasNoRoomForIsMergedByMicrosofts()
    {
        var json = Small.Json();
        var longest = "y" + new string('z', 299); // beyond what the block takes
        var (vocabulary, merges) = (json["model"]!["vocab"]!.AsObject(), json["model"]!["merges"]!.AsArray());
        for (var length = 2; length <= longest.Length; length++)
        {
            vocabulary[longest[..length]] = 7000 + length;
            merges.Add(JsonValue.Create($"{longest[..(length - 1)]} z"));
        }

        var meter = Open(json);
        var plain = Open(Small.Json());
        Assert.Equal(1, meter.Count(Encoding.UTF8.GetBytes(longest)));
        Assert.Equal(2, meter.Count(Encoding.UTF8.GetBytes(longest + "z")));
        Prop.ForAll(TokenText.Valid, text => text.AsSpan().IndexOf("yz"u8) >= 0 || meter.Count(text) == plain.Count(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static TokenMeter Open(JsonNode json) => VocabularyFile.Open(new MemoryStream(SmallVocabulary.Bytes(json)), new VocabularyOptions("small")).Meter;

    private static string Split(params string[] expressions) => new JsonObject
    {
        ["type"] = "Sequence",
        ["pretokenizers"] = new JsonArray(
        [
            .. expressions.Select(e => new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = e }, ["behavior"] = "Isolated", ["invert"] = false }),
            new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = false },
        ]),
    }.ToJsonString();
}
