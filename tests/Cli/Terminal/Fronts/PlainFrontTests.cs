using System.Text;
using Pith.Cli;
using Pith.Cli.Tables;
using Pith.Cli.Terminal.Fronts;
using Pith.Cli.Terminal.Talks;

namespace Pith.Tests.Cli.Terminal.Fronts;

/// <summary>The plain way: lines in, lines out, and not one escape.</summary>
public sealed class PlainFrontTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AConversationInPlainLinesHasNoEscapes()
    {
        var output = await TalkAsync("""
            {"text":"# Title\n\n**bold** \u001b[2J and `code`"}
            {"tool":"Bash","input":{"command":"frobnicate all"}}
            {"text":"as you like"}
            """, "as you like", "hello\nrun it\n", "no: never\n");
        Assert.Contains("# Title\n\n**bold**  and `code`\n", output, StringComparison.Ordinal);
        Assert.Contains("May it run Bash(frobnicate all)?", output, StringComparison.Ordinal);
        Assert.Contains("says: never", output, StringComparison.Ordinal);
        Assert.Contains("as you like", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task ACommandOfSeveralLinesIsShownWholeBeforeItIsAskedAbout()
    {
        var output = await TalkAsync("""
            {"tool":"Bash","input":{"command":"frobnicate\nrm -rf build"}}
            {"text":"as you like"}
            """, "as you like", "run it\n", "no\n");
        Assert.Contains("  │ frobnicate\n  │ rm -rf build\nMay it run Bash(", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALineMayGoOnBehindABackslash()
    {
        await TalkAsync("""{"text":"done"}""", "done", "one\\\ntwo\n");
        Assert.Contains("\"text\":\"one\\ntwo\"", string.Concat(Directory.EnumerateFiles(_folder.Place("home"), "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    /// <param name="script">What the model says.</param>
    /// <param name="last">What comes last; then the input ends.</param>
    /// <param name="lines">What is typed, and then what is typed a moment after the question that comes.</param>
    private async Task<string> TalkAsync(string script, string last, params string[] lines)
    {
        using var output = new MemoryStream();
        var around = new Surroundings
        {
            In = new SlowInput(lines, last, output),
            Out = Stream.Synchronized(output),
            Error = Stream.Null,
            Variable = name => name == "PITH_HOME" ? _folder.Place("home") : name == "HOME" ? _folder.Path : null,
        };
        using var front = new PlainFront(around);
        using var talk = new Talk(front, CommandLine.Parse(["chat", "--model", $"script:{_folder.File("script.jsonl", Encoding.UTF8.GetBytes(script))}"], around));
        talk.Open();
        front.Start();
        Assert.Equal(0, await talk.RunAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Types its second part once a question stands, as a person would, and ends when there is nothing more to be said.</summary>
    private sealed class SlowInput(string[] parts, string last, MemoryStream output) : MemoryStream
    {
        private int _next;

        public override int Read(Span<byte> buffer)
        {
            var isEnd = _next == parts.Length;
            for (var i = 0; _next > 0 && i < 500 && !Encoding.UTF8.GetString(output.ToArray()).Contains(isEnd ? last : "no and why", StringComparison.Ordinal); i++)
                Thread.Sleep(10);
            return isEnd ? 0 : Encoding.UTF8.GetBytes(parts[_next++], buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
