using Pith.Tests.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>Every file of the shared corpus, by the product under all chunkings and by the slow reader: the same.</summary>
public sealed class CorpusAgreementTests
{
    /// <summary>Chunks of a few bytes take a read call each; the large files would only repeat what the small ones show.</summary>
    private const int Small = 300_000;

    public static TheoryData<string> Files
    {
        get
        {
            var files = new TheoryData<string>();
            files.AddRange(Repository.Corpus(".jsonl", ".json", ".traj").Select(f => Path.GetRelativePath(Repository.Shared, f)).DefaultIfEmpty("").ToArray());
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void TwoReadersAgree(string file)
    {
        var bytes = File.ReadAllBytes(Repository.Suite(file.Length == 0 ? "corpus" : file));
        var expected = SlowReader.Read(bytes).ToString();
        foreach (var chunk in bytes.Length < Small ? new[] { 4096, 7, 3, 2, 1 } : [4096, 7])
            Assert.Equal(expected, Read(bytes, chunk));
    }

    private static string Read(byte[] bytes, int chunk)
    {
        var tally = new TranscriptTally();
        using var reader = new TranscriptReader(new ChunkedStream(bytes, chunk), new ReaderOptions());
        while (reader.Read(tally))
        {
        }

        return tally.ToString();
    }
}
