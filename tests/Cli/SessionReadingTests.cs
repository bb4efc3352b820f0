using System.Text;
using Pith.Sessions;
using Pith.Store;

namespace Pith.Tests.Cli;

/// <summary>Sessions as people page through them and programs read them, ours and other programs'.</summary>
public sealed class SessionReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ShowAndSearchSpeakJson()
    {
        var (id, _) = New();
        var shown = Good("sessions", "show", id, "--json");
        JsonSchema.Check(shown, "sessions-show");
        Assert.Contains("\"kind\": \"call\"", shown);
        Assert.Contains("\"isError\": true", shown);
        var found = Good("sessions", "search", "parser", "--json");
        JsonSchema.Check(found, "sessions-search");
        Assert.Contains("\"line\": \"fix the parser\"", found);
        var (code, run) = Run(new CliRun(), "sessions", "search", "no such words", "--json");
        Assert.Equal(66, code);
        JsonSchema.Check(run.Text, "sessions-search");
    }

    [Fact]
    public void OnATerminalItGoesThroughThePager()
    {
        var (id, _) = New();
        var page = _folder.Place("page");
        var run = new CliRun { OutputIsTerminal = true, Variables = { ["PAGER"] = $"cat > '{page}'; echo \"$LESS\" >> '{page}'" } };
        Run(run, "sessions", "show", id);
        Assert.Equal("", run.Text);
        Assert.Contains("> fix the parser", File.ReadAllText(page));
        Assert.EndsWith("FRX\n", File.ReadAllText(page));
    }

    [Theory]
    [InlineData("PAGER", "")]
    [InlineData("PAGER", "cat")]
    [InlineData("NO_PAGER", "1")]
    [InlineData("--no-pager", "")]
    [InlineData("--json", "")]
    [InlineData("no terminal", "")]
    public void NoPagerWhereNoneIsWanted(string how, string value)
    {
        var (id, _) = New();
        var page = _folder.Place("page");
        var run = new CliRun { OutputIsTerminal = how != "no terminal", Variables = { ["PAGER"] = $"cat > '{page}'" } };
        if (how.EndsWith("PAGER", StringComparison.Ordinal))
            run.Variables[how] = value;
        Run(run, how.StartsWith("--", StringComparison.Ordinal) ? ["sessions", "show", id, how] : ["sessions", "show", id]);
        Assert.Contains("fix the parser", run.Text);
        Assert.False(File.Exists(page));
    }

    [Fact]
    public void APagerThatIsLeftEarlyIsNoError()
    {
        var (id, path) = New();
        using (var log = SessionLog.Resume(path, new BlobStore(_folder.Place("home")), new SessionOptions()))
            for (var i = 0; i < 20; i++)
                log.AppendUser(Encoding.UTF8.GetBytes($"\"{new string('y', 20_000)}\""));
        var run = new CliRun { OutputIsTerminal = true, Variables = { ["PAGER"] = "head -c 10 > /dev/null" } };
        Assert.Equal(0, Run(run, "sessions", "show", id).Code);
        Assert.Equal("", run.Complaint);
    }

    [Fact]
    public void AnotherProgramsSessionIsForkedListedShownAndChecked()
    {
        var file = _folder.Place("rollout-1.jsonl");
        File.WriteAllText(file, """
            {"timestamp":"t","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"rewrite the lexer"}]}}
            {"timestamp":"t","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Done."}]}}

            """);
        Assert.Contains("> rewrite the lexer", Good("sessions", "show", file));
        var id = Good("sessions", "fork", file).Trim();
        Assert.Contains("rewrite the lexer", Good("sessions", "list"));
        var list = Good("sessions", "list", "--json");
        JsonSchema.Check(list, "sessions-list");
        Assert.Contains($"\"foreign\": \"{file}\"", list);
        Assert.Contains("> rewrite the lexer", Good("sessions", "show", id));
        Assert.StartsWith(id[..8], Good("sessions", "search", "LEXER"));
        Assert.Contains("all whole", Good("sessions", "check", id));
        Assert.Contains("rewrite the lexer", Good("sessions", "export", id));
        foreach (var words in new[] { new[] { "rename", file, "x" }, ["rm", file] })
            Assert.Equal(73, Run(new CliRun(), ["sessions", .. words]).Code);
        File.AppendAllText(file, "more\n");
        Assert.Contains("all whole", Good("sessions", "check", id));
        File.WriteAllText(file, File.ReadAllText(file).Replace("lexer", "Lexer", StringComparison.Ordinal));
        var (code, run) = Run(new CliRun(), "sessions", "check", id);
        Assert.Equal(65, code);
        Assert.Contains("was changed since", run.Sentence());
        Good("sessions", "rm", id);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void AnotherProgramsSessionIsResumedByItsFile()
    {
        var file = _folder.Place("session.jsonl");
        File.WriteAllText(file, """
            {"type":"session","id":"s","cwd":"/"}
            {"type":"message","id":"a","message":{"role":"user","content":"rewrite the lexer"}}
            {"type":"message","id":"b","message":{"role":"assistant","content":[{"type":"toolCall","id":"c","name":"read","arguments":{}}]}}

            """);
        var script = _folder.Place("script.jsonl");
        File.WriteAllText(script, "{\"text\":\"good\"}\n");
        var before = File.ReadAllBytes(file);
        var run = new CliRun { InputIsTerminal = true };
        Assert.Equal(0, Run(run, "-p", "go on", "--resume", file, "--model", $"script:{script}").Code);
        Assert.Equal("good\n", run.Text);
        Assert.Contains("goes on from", run.Complaint);
        Assert.Contains("put right", run.Complaint); // the call without a result
        Assert.Equal(before, File.ReadAllBytes(file));
        var list = Good("sessions", "list");
        Assert.Contains("rewrite the lexer", list);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("memory")]
    [InlineData("compact")]
    public void ALogOfOursIsReadThroughItsChecksumsItsForksAndTheStore(string command)
    {
        var (id, path) = New();
        var fork = Good("sessions", "fork", id).Trim();
        var child = new SessionFolder(_folder.Place("home")).PathOf(Environment.CurrentDirectory, fork);
        string[] words = command == "compact" ? [command, child, "--budget", "20k"] : [command, child];
        Assert.Contains(command == "inspect" ? "turn" : "fix the parser", Good(words));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("fix the"u8)] ^= 1; // still JSON: only the checksum knows
        File.WriteAllBytes(path, bytes);
        var (_, run) = Run(new CliRun(), words);
        Assert.Contains("damaged", run.Complaint);
        Assert.DoesNotContain("gix the", run.Text);
    }

    private (string Id, string Path) New()
    {
        var home = _folder.Place("home");
        using var log = SessionLog.Create(new SessionFolder(home), new SessionHeader { Cwd = Environment.CurrentDirectory }, new BlobStore(home), new SessionOptions());
        log.AppendUser("\"fix the parser\""u8);
        log.AppendAssistant("""[{"type":"text","text":"I look."},{"type":"tool_use","id":"a","name":"Read","input":{"file":"a.cs"}}]"""u8, default);
        log.AppendToolResult("a", "\"not found\""u8, isError: true);
        log.AppendAssistant("""[{"type":"text","text":"It is not there."}]"""u8, default);
        return (log.Id, log.Path);
    }

    private string Good(params string[] words)
    {
        var (code, run) = Run(new CliRun(), words);
        Assert.True(code == 0, $"{code}: {run.Complaint}");
        return run.Text;
    }

    private (int Code, CliRun Run) Run(CliRun run, params string[] words)
    {
        run.Variables["PITH_HOME"] = _folder.Place("home");
        return (run.Run(words), run);
    }
}
