using System.Text;
using System.Text.Json.Nodes;
using Pith.Vocabularies;

namespace Pith.Tests.Vocabularies;

/// <summary>What cannot be counted with is refused with its place and a reason, in bounded time; nothing else ever comes out.</summary>
public sealed class UnusableVocabularyTests
{
    private static readonly SmallVocabulary Small = new();

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("IQ== 0", "has no token for the byte")]
    [InlineData("IQ==", "line 1: is no token and rank")]
    [InlineData("IQ== x", "line 1: has no rank")]
    [InlineData("IQ== -1", "line 1: has no rank")]
    [InlineData("IQ== 0\n???? 1", "line 2: has a token that is no base64")]
    [InlineData("IQ== 0\nIQ== 1", "line 2: has the token of rank 0 again")]
    [InlineData("IQ== 0\nIg== 0", "line 2: has the rank 0 again")]
    [InlineData("#version: 0.2\na b", "is a merges.txt")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "Git LFS")]
    [InlineData("\u001f\u0000\u0001", "is binary")]
    [InlineData("{", "line 1, byte 2: is not JSON")]
    [InlineData("{}", "without a model")]
    [InlineData("{\"a\": 1}", "without a model")]
    [InlineData("{\"model\": 3}", "without a model")]
    [InlineData("{\"model\": {\"type\": \"BPE\"}}", "lacks vocab or merges")]
    [InlineData("{\"model\": {\"type\": \"WordPiece\", \"vocab\": {}}}", "is of type 'WordPiece'")]
    [InlineData("{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 1]]}}", "is of type 'Unigram'")]
    [InlineData("{\"model\": {\"vocab\": [[\"a\", 1]]}}", "is of type 'Unigram'")]
    public void BrokenFiles(string text, string reason) => Refused(Encoding.UTF8.GetBytes(text), reason);

    [Fact]
    public void ARankFileWithoutAKnownPatternNamesTheFlag()
    {
        var refusal = Refused(Small.Ranks(), "does not say how texts are split");
        Assert.Contains("--pattern o200k|cl100k|llama3", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normalizer", """{"type": "NFKC"}""", "the step 'NFKC'")]
    [InlineData("normalizer", """{"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Lowercase"}]}""", "the step 'Lowercase'")]
    [InlineData("normalizer", """{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""", "in front of ByteLevel")]
    [InlineData("normalizer", "[]", "is no list of steps")]
    [InlineData("pre_tokenizer", """{"type": "BertPreTokenizer"}""", "the step 'BertPreTokenizer'")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "Punctuation"}, {"type": "ByteLevel"}]}""", "the step 'Punctuation'")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "\\w+"}, "behavior": "Isolated"}, {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]}""", "no exact state machine here: '\\w+'")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}""", "does not split texts at all")]
    public void StepsThatAreNotExact(string member, string value, string reason)
    {
        var json = Small.Json();
        json[member] = JsonNode.Parse(value);
        Refused(SmallVocabulary.Bytes(json), reason);
    }

    [Fact]
    public void ModelsThatAreNotExact()
    {
        Change(m => m["dropout"] = 0.1, "model.dropout: makes counts a matter of chance");
        Change(m => m["end_of_word_suffix"] = "</w>", "model.end_of_word_suffix: is not done exactly");
        Change(m => m["vocab"]!["again"] = 3, "gives the id 3 twice");
        Change(m => m["vocab"]!["minus"] = -3, "gives 'minus' no id");
        Change(m => m["vocab"]!["text"] = "x", "gives 'text' no id");
        Change(m => m["vocab"]!.AsObject().Remove("Q"), "the byte 0x51");
        Change(m => m["merges"]!.AsArray().Add("zz yy"), "model.merges[");
        Change(m => m["merges"]!.AsArray().Insert(0, JsonValue.Create("z z")), "model.merges[0]: makes a token that the vocabulary does not have");
        Change(m => m["merges"]!.AsArray().Insert(0, JsonValue.Create("abc")), "model.merges[0]: is no pair");
        Change(m => m["merges"]!.AsArray().Insert(0, JsonValue.Create(3)), "model.merges[0]: is no pair");
        Change(m => m["merges"]!.AsArray().Insert(0, new JsonArray("a", "b", "c")), "model.merges[0]: is no pair");
        Change(m => m["vocab"]![new string('z', 5000)] = 9000, "a token of 5,000 bytes");

        static void Change(Action<JsonObject> change, string reason)
        {
            var json = Small.Json();
            change(json["model"]!.AsObject());
            Refused(SmallVocabulary.Bytes(json), reason);
        }
    }

    [Fact]
    public void AddedTokensThatAreNotExact()
    {
        var json = Small.Json();
        SmallVocabulary.Add(json, "<special>", special: true, flag: "rstrip"); // plain text, so how it is found does not matter
        Open(SmallVocabulary.Bytes(json));
        SmallVocabulary.Add(json, "<tool>", flag: "rstrip");
        Refused(SmallVocabulary.Bytes(json), "added_tokens[1]: is to be found with rstrip");
    }

    [Fact]
    public void EveryBeginningOfAFileIsRefused()
    {
        var whole = SmallVocabulary.Bytes(Small.Json());
        for (var length = 1; length < whole.Length; length += 211)
            Refused(whole[..length], "");
    }

    [Fact]
    public void RubbishIsRefused()
    {
        var whole = SmallVocabulary.Bytes(Small.Json());
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var n = random.Next(1, 6); n > 0; n--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                Open(damaged);
            }
            catch (UnusableVocabularyException refusal)
            {
                Assert.StartsWith("small", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void TenMillionEntriesEndEarly()
    {
        var text = new StringBuilder("{\"model\": {\"type\": \"BPE\", \"merges\": [], \"vocab\": {\"a\": 0");
        for (var id = 1; id < 1_200_000; id++)
            text.Append(",\"").Append(id).Append("\":").Append(id);
        text.Append("}}, \"pre_tokenizer\": {\"type\": \"ByteLevel\"}}");
        Refused(Encoding.UTF8.GetBytes(text.ToString()), "more than 1,048,576 tokens");
        Refused(Encoding.UTF8.GetBytes(new string('[', 100_000)), "line 1: has 100,000 bytes");
        Refused(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000)), "is not JSON");
    }

    private static void Open(byte[] file) => VocabularyFile.Open(new MemoryStream(file), new VocabularyOptions("small"));

    private static string Refused(byte[] file, string reason)
    {
        var refusal = Assert.Throws<UnusableVocabularyException>(() => Open(file)).Message;
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.StartsWith("small", refusal, StringComparison.Ordinal);
        Assert.Contains("; ", refusal, StringComparison.Ordinal); // the way out
        return refusal;
    }
}
