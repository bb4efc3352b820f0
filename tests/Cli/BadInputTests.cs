namespace Pith.Tests.Cli;

/// <summary>What the issue calls bad input, command by command: one sentence that names the file, and the right code.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("count")]
    [InlineData("inspect")]
    [InlineData("compact --budget 16k")]
    [InlineData("store put")]
    public void AMissingFileIs66(string command) => Assert.Contains("missing.jsonl does not exist", Bad(66, command, _folder.Place("missing.jsonl")));

    [Theory]
    [InlineData("count")]
    [InlineData("store put")]
    [InlineData("sessions fork")]
    public void ANameThatIsNoUtf8IsSaidToBeThat(string command) => Assert.Contains("no UTF-8", Bad(66, command, _folder.Place("bad\uFFFD.jsonl")));

    [Theory]
    [InlineData("count")]
    [InlineData("inspect")]
    [InlineData("compact --budget 16k")]
    [InlineData("store put")]
    public void AFolderIs65(string command) => Assert.Contains("is a folder", Bad(65, command, _folder.Path));

    [Theory]
    [InlineData("inspect")]
    [InlineData("compact --budget 16k")]
    public void AnEmptyTranscriptIs65(string command) => Assert.Contains("empty", Bad(65, command, _folder.File("empty.jsonl", [])));

    [Theory]
    [InlineData("inspect")]
    [InlineData("compact --budget 16k")]
    public void ABinaryFileIs65(string command)
    {
        var noise = new byte[100_000];
        new Random(7).NextBytes(noise);
        Bad(65, command, _folder.File("noise.bin", noise));
        Bad(65, command, _folder.File("picture.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]));
    }

    [Theory]
    [InlineData("count")]
    [InlineData("inspect")]
    [InlineData("compact --budget 16k")]
    public void ATruncatedZstdIs65(string command)
    {
        var whole = Zstd(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"{{\"type\":\"user\",\"n\":{i * 7919L % 10007}}}"))));
        Bad(65, command, _folder.File("cut.jsonl.zst", whole.AsSpan(0, whole.Length / 2)));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("compact --budget 16k")]
    public void TextThatIsNoTranscriptIs65(string command) => Bad(65, command, _folder.File("notes.txt", "Dear diary,\ntoday I wrote a parser.\n"u8));

    private string Bad(int code, string command, string path)
    {
        var run = new CliRun();
        run.Variables["PITH_HOME"] = _folder.Place("home");
        Assert.Equal(code, run.Run([.. command.Split(' '), path]));
        Assert.Equal("", run.Text);
        var sentence = run.Sentence();
        Assert.Contains(Path.GetFileName(path), sentence);
        return sentence;
    }

    private static byte[] Zstd(byte[] content)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(content).ToArray();
    }
}
