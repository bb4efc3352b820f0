using Pith.Tests.Cli;
using Pith.Tokens;
using Pith.Vocabularies;

namespace Pith.Tests.Vocabularies;

public sealed class VocabularyCacheTests : IDisposable
{
    private static readonly byte[] File1 = SmallVocabulary.Bytes(new SmallVocabulary().Json());

    private readonly TemporaryFolder _folder = new();

    private string Cache => Path.Combine(_folder.Path, "new", "cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSecondUseReadsWhatTheFirstOneKept()
    {
        var first = Open();
        Assert.Null(first.CacheProblem);
        var kept = Assert.Single(Directory.GetFiles(Cache));
        var written = File.GetLastWriteTimeUtc(kept);
        Assert.Equal(first.Meter.Count("hello world"u8), Open().Meter.Count("hello world"u8));
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Cache));
        }
    }

    [Fact]
    public void AnyDamageIsSeenAndMended()
    {
        var expected = Open().Meter.Count("hello the cat"u8);
        var kept = Assert.Single(Directory.GetFiles(Cache));
        var good = File.ReadAllBytes(kept);
        var random = new Random(2);
        for (var i = 0; i < 60; i++)
        {
            // Replaced, not written over: an older vocabulary of this process is still mapped there.
            var bad = i % 4 == 0 ? good[..random.Next(good.Length)] : (byte[])good.Clone();
            if (bad.Length == good.Length)
                bad[i < 20 ? random.Next(128) : random.Next(good.Length)] ^= (byte)random.Next(1, 256);
            File.Delete(kept);
            File.WriteAllBytes(kept, bad);
            Assert.Equal(expected, Open().Meter.Count("hello the cat"u8));
            Assert.Equal(good, File.ReadAllBytes(kept));
        }
    }

    [Fact]
    public void AnotherFileOrPatternIsAnotherEntry()
    {
        Open();
        var ranks = new SmallVocabulary().Ranks();
        var gpt2 = VocabularyFile.Open(new MemoryStream(ranks), new VocabularyOptions("r") { CacheFolder = Cache, Pattern = SplitPattern.Gpt2 });
        var llama3 = VocabularyFile.Open(new MemoryStream(ranks), new VocabularyOptions("r") { CacheFolder = Cache, Pattern = SplitPattern.Llama3 });
        Assert.Equal(3, Directory.GetFiles(Cache).Length);
        Assert.NotEqual(gpt2.Meter.Count("!!\n\nx"u8), llama3.Meter.Count("!!\n\nx"u8));
    }

    [Fact]
    public void WithoutAFolderToWriteToItWorksAndSaysSo()
    {
        var place = _folder.File("file", "in the way"u8.ToArray());
        var vocabulary = VocabularyFile.Open(new MemoryStream(File1), new VocabularyOptions("small") { CacheFolder = Path.Combine(place, "cache") });
        Assert.NotNull(vocabulary.CacheProblem);
        Assert.Equal(Open().Meter.Count("hello world"u8), vocabulary.Meter.Count("hello world"u8));
    }

    [Fact]
    public void ManyMayCompileAtOnce()
    {
        var expected = VocabularyFile.Open(new MemoryStream(File1), new VocabularyOptions("small")).Meter.Count("the cat"u8);
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, Open().Meter.Count("the cat"u8)));
        Assert.Single(Directory.GetFiles(Cache));
    }

    [Fact]
    public void APipeCanBeReadToo()
    {
        using var pipe = new Pipe(File1);
        Assert.Equal(Open().Meter.Count("the cat"u8), VocabularyFile.Open(pipe, new VocabularyOptions("small") { CacheFolder = Cache }).Meter.Count("the cat"u8));
    }

    private BroughtVocabulary Open() => VocabularyFile.Open(new MemoryStream(File1), new VocabularyOptions("small") { CacheFolder = Cache });

    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
