using System.Text.Json;
using System.Text.Json.Nodes;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>
/// The request bodies of the recorded exchanges were also taken out of their YAML by other hands. Whatever such a body
/// says must be found in its cassette, whose last request repeats the ones before.
/// </summary>
public sealed class CassetteAgreementTests
{
    public static TheoryData<string> Files
    {
        get
        {
            var files = new TheoryData<string>();
            files.AddRange(Repository.Corpus(".json").Where(f => f.Contains("derived-anthropic", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)!).DefaultIfEmpty("").ToArray());
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void TheCassetteSaysWhatTheBodySays(string name)
    {
        var body = Repository.Suite("corpus", "derived-anthropic-request-bodies", "pydantic__pydantic-ai", name + ".json");
        var cassette = Repository.Suite("corpus", "pydantic__pydantic-ai", "tests", "models", "cassettes", "test_anthropic", Path.GetFileNameWithoutExtension(name) + ".yaml");
        var said = Words(cassette).ToHashSet();
        Assert.Equal([], Words(body).Where(w => !said.Contains(w)).Select(w => w[..Math.Min(w.Length, 200)]));
    }

    private static List<string> Words(string file)
    {
        var log = new RecordLog();
        using var reader = new TranscriptReader(TranscriptSource.Open(file, null), new ReaderOptions());
        while (reader.Read(log))
        {
        }

        Assert.Empty(log.Malformed);
        return [.. log.Words.Select(Compact)];
    }

    /// <summary>The two were laid out differently; arguments are JSON, and mean the same.</summary>
    private static string Compact(string words)
    {
        try
        {
            return words.StartsWith('{') || words.StartsWith('[') ? JsonNode.Parse(words)!.ToJsonString() : words;
        }
        catch (JsonException)
        {
            return words;
        }
    }
}
