using Pith.Tests.Vocabularies;

namespace Pith.Tests.Cli;

/// <summary><c>--vocab</c> on the command line: what it counts, what it says, what it refuses.</summary>
public sealed class VocabTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CountsAndInspectsAndCompacts()
    {
        var vocabulary = _folder.File("tokenizer.json", SmallVocabulary.Bytes(new SmallVocabulary().Json()));
        var text = _folder.File("a.txt", "hello world"u8.ToArray());
        Assert.Equal("2\n", Run(0, "count", "--vocab", vocabulary, text).Text);
        Assert.Contains("\"encoding\": \"", Run(0, "count", "--json", "--vocab", vocabulary, text).Text, StringComparison.Ordinal);
        var session = _folder.File("s.jsonl", """{"role":"user","content":"hello the cat"}"""u8.ToArray());
        Assert.Contains("tokenizer.json", Run(0, "inspect", "--vocab", vocabulary, session).Text, StringComparison.Ordinal);
        Assert.NotEqual("", Run(0, "compact", "--budget", "4k", "--vocab", vocabulary, session).Text);
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, "home", "cache", "vocabularies")));
    }

    [Fact]
    public void WaysToCountExcludeEachOther()
    {
        Assert.Contains("--vocab and --encoding both say", CliRun.Bad(64, "count", "--vocab", "x", "--encoding", "o200k_base", "f"), StringComparison.Ordinal);
        Assert.Contains("--vocab and --model both say", CliRun.Bad(64, "count", "--vocab", "x", "--model", "gpt-5", "f"), StringComparison.Ordinal);
        Assert.Contains("give the vocabulary with --vocab", CliRun.Bad(64, "count", "--pattern", "gpt2", "f"), StringComparison.Ordinal);
        Assert.Contains("standard input is for what is counted", CliRun.Bad(64, "count", "--vocab", "-", "f"), StringComparison.Ordinal);
        Assert.Contains("does not exist", CliRun.Bad(66, "count", "--vocab", "/nowhere/tokenizer.json", "f"), StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusalIsOneSentence()
    {
        var file = _folder.File("ranks.tiktoken", new SmallVocabulary().Ranks());
        var run = Run(65, "count", "--vocab", file, file);
        Assert.Contains("ranks.tiktoken is no rank file known here", run.Sentence(), StringComparison.Ordinal);
        Assert.Equal("2\n", Run(0, "count", "--vocab", file, "--pattern", "gpt2", _folder.File("t", "hello world"u8.ToArray())).Text);
    }

    [Fact]
    public void ACacheThatCannotBeWrittenIsOnlyANote()
    {
        var vocabulary = _folder.File("tokenizer.json", SmallVocabulary.Bytes(new SmallVocabulary().Json()));
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.File("file", "in the way"u8.ToArray()) } };
        Assert.Equal(0, run.Run("count", "--vocab", vocabulary, _folder.File("a.txt", "hello"u8.ToArray())));
        Assert.Equal("1\n", run.Text);
        Assert.StartsWith("pith: note: the compiled vocabulary cannot be kept in", run.Sentence(), StringComparison.Ordinal);
    }

    private CliRun Run(int code, params string[] args)
    {
        var run = new CliRun { Variables = { ["PITH_HOME"] = Path.Combine(_folder.Path, "home") } };
        Assert.Equal(code, run.Run(args));
        return run;
    }
}
