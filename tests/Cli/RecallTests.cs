using System.Text;

namespace Pith.Tests.Cli;

public sealed class RecallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _handle;

    public RecallTests()
    {
        var text = string.Join('\n', Enumerable.Range(1, 500).Select(i => i % 100 == 50 ? $"error {i}: it broke" : $"line {i} is fine")) + "\n";
        _handle = Run(0, "store", "put", _folder.File("log", Encoding.UTF8.GetBytes(text))).Text.Trim();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithoutFlagsTheExactBytes() =>
        Assert.Equal(File.ReadAllBytes(_folder.Place("log")), ((MemoryStream)Run(0, "recall", _handle).Output).ToArray());

    [Theory]
    [InlineData("--lines 49-51", "49:line 49 is fine|50:error 50: it broke|51:line 51 is fine|")]
    [InlineData("--lines 500", "500:line 500 is fine|")]
    [InlineData("--lines 499-", "499:line 499 is fine|500:line 500 is fine|")]
    [InlineData("--grep error.[12]50", "150:error 150: it broke|250:error 250: it broke|")]
    [InlineData("--grep error.250 --context 1", "249-line 249 is fine|250:error 250: it broke|251-line 251 is fine|")]
    [InlineData("--grep error --lines 100-199", "150:error 150: it broke|")]
    public void LinesComeWithTheirNumbers(string flags, string expected)
    {
        var run = Run(0, ["recall", _handle, .. flags.Split(' ')]);
        Assert.Equal(expected, run.Text.Replace('\n', '|'));
        Assert.Equal("", run.Complaint);
    }

    [Theory]
    [InlineData("--grep nowhere", "note: no line matches, of 500 looked at")]
    [InlineData("--lines 900-", "note: no such line; the content has 500")]
    public void NothingFoundIsANote(string flags, string note)
    {
        var run = Run(0, ["recall", _handle, .. flags.Split(' ')]);
        Assert.Equal("", run.Text);
        Assert.Equal($"pith: {note}", run.Sentence());
    }

    [Theory]
    [InlineData("--lines 20-10", "is not a range of lines")]
    [InlineData("--lines 0-5", "is not a range of lines")]
    [InlineData("--lines abc", "is not a range of lines")]
    [InlineData("--grep (", "not a regular expression")]
    [InlineData("--grep (?=x)", "lookarounds")]
    [InlineData("--context 3", "--context goes with --grep")]
    [InlineData("--grep x --context -1", "not a whole number of at least 0")]
    [InlineData("--grep x --context 5000", "0 to 1000 lines")]
    public void WhatCannotBeAskedIs64(string flags, string says) =>
        Assert.Contains(says, Run(64, ["recall", _handle, .. flags.Split(' ')]).Sentence());

    [Fact]
    public void JsonIsAsDocumented()
    {
        var text = Run(0, "recall", _handle, "--grep", "error", "--json").Text;
        JsonSchema.Check(text, "recall");
        Assert.Contains("\"matches\": 5", text);
    }

    private CliRun Run(int code, params string[] args)
    {
        var run = new CliRun();
        run.Variables["PITH_HOME"] = _folder.Place("home");
        Assert.Equal(code, run.Run(args));
        return run;
    }
}
