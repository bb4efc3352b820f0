using System.Text;
using Pith.Sessions;
using Pith.Store;

namespace Pith.Tests.Cli;

public sealed class SessionCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASessionIsListedShownFoundAndChecked()
    {
        var (id, _) = New();
        Assert.Contains("fix the parser", Good("sessions", "list"));
        JsonSchema.Check(Good("sessions", "list", "--json"), "sessions-list");
        var shown = Good("sessions", "show", id[..8]);
        Assert.Contains("> fix the parser", shown);
        Assert.Contains("→ Read {\"file\":\"a.cs\"}", shown);
        Assert.Contains("✗ not found", shown);
        Assert.DoesNotContain("\u001b", shown);
        Assert.Equal($"{id[..8]}:1: fix the parser\n", Good("sessions", "search", "THE PARSER"));
        Assert.Equal(66, Run("sessions", "search", "no such words").Code);
        Assert.Contains("all whole", Good("sessions", "check", id));
        JsonSchema.Check(Good("sessions", "check", id, "--json"), "sessions-check");
    }

    [Fact]
    public void ASessionIsRenamedForkedExportedAndRemoved()
    {
        var (id, _) = New();
        Good("sessions", "rename", id, "The parser");
        Assert.Contains("The parser", Good("sessions", "list"));
        var fork = Good("sessions", "fork", "the parser").Trim();
        Assert.Contains("fix the parser", Good("sessions", "show", fork));
        Assert.Equal(73, Run("sessions", "rm", id).Code);
        Good("sessions", "export", fork, "-o", _folder.Place("out.jsonl"));
        Assert.Contains(new string('x', 70_000), File.ReadAllText(_folder.Place("out.jsonl")));
        Assert.Contains("\"turns\"", Good("inspect", _folder.Place("out.jsonl"), "--json"));
        Good("sessions", "rm", fork);
        Good("sessions", "rm", id);
        Assert.Equal(66, Run("sessions", "show", id).Code);
    }

    [Fact]
    public void OnlyWhatIsASessionIsRemoved()
    {
        var (_, log) = New();
        File.Copy(log, _folder.Place("project.jsonl"));
        foreach (var name in (string[])["project.cs", "report.md", "report.txt"])
            _folder.File(name, name == "report.txt" ? [] : "precious"u8);
        Directory.CreateDirectory(_folder.Place("project"));
        Assert.Contains("remove it as you would any file", Run("sessions", "rm", _folder.Place("project.jsonl")).Run.Sentence());
        Assert.Equal(73, Run("sessions", "rm", _folder.Place("report.txt")).Code);
        Assert.True(Directory.Exists(_folder.Place("project")));
        Assert.All(["project.jsonl", "project.cs", "report.md", "report.txt"], name => Assert.True(File.Exists(_folder.Place(name))));
    }

    [Fact]
    public void ALogUnderAnotherKindOfNameIsReadWholeAndNeverWritten()
    {
        var (id, log) = New();
        File.Copy(log, _folder.Place("kept.log"));
        Assert.Equal(Good("sessions", "show", id), Good("sessions", "show", _folder.Place("kept.log")));
        Assert.Contains("fix the parser", Good("sessions", "show", Good("sessions", "fork", _folder.Place("kept.log")).Trim()));
        Assert.Contains("rename it", Run("sessions", "rename", _folder.Place("kept.log"), "x").Run.Sentence());
        Assert.Equal(["kept.log"], Directory.GetFiles(_folder.Path, "kept*").Select(Path.GetFileName));
    }

    [Fact]
    public void WhatHoldsNothingIsSaidToHoldNothing()
    {
        var empty = _folder.File("empty", []);
        Assert.Contains("holds no record", Bad(65, "sessions", "fork", empty));
        Assert.Contains("holds no record", Bad(65, "sessions", "show", empty));
        Assert.Equal(65, Run("sessions", "show", _folder.File("notes.txt", "Dear diary,\n"u8)).Code);
        var (code, run) = Run("sessions", "show", "--json", _folder.Place("notes.txt"));
        Assert.Equal(65, code);
        JsonSchema.Check(run.Text, "sessions-show");
        Assert.Contains("is no transcript", run.Sentence());
        Assert.Contains("holds no record", Run("sessions", "show", "--json", empty).Run.Complaint);
        Assert.Contains("empty name", Bad(64, "sessions", "show", ""));
        foreach (var words in (string[])["", " "])
            Assert.Contains("a search needs a word", Bad(64, "sessions", "search", words));
        Assert.Contains("a title needs a word", Bad(64, "sessions", "rename", New().Id, " \u202E\u200B"));
    }

    [Theory]
    [InlineData("sessions", "show")]
    [InlineData("sessions", "fork")]
    [InlineData("-p", "go on", "--model", "script:none", "--resume")]
    public void WhatMayNotBeReadIsAnInputThatIsNotThere(params string[] words)
    {
        var path = _folder.File("secret.jsonl", "{}\n"u8);
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "needs a user who may not read everything");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal(66, Run([.. words, path]).Code);
    }

    [Fact]
    public void ASearchSaysWhatItCannotReadAndGoesOn()
    {
        var (id, path) = New();
        var (_, other) = New();
        var fork = Good("sessions", "fork", id).Trim();
        File.Delete(path);
        var bytes = File.ReadAllBytes(other);
        bytes[Encoding.UTF8.GetString(bytes).IndexOf("not found", StringComparison.Ordinal)] ^= 1;
        File.WriteAllBytes(other, bytes);
        var (code, run) = Run("sessions", "search", "fix the parser");
        Assert.Equal(0, code);
        Assert.Single(run.Text.TrimEnd().Split('\n'));
        Assert.Contains($"session {fork}: ", run.Complaint);
        Assert.Contains("records of the session's log are gone", run.Complaint);
        Assert.Contains("1 damaged places", run.Complaint);
    }

    [Fact]
    public void DamageIsNamedAndTheRestIsShown()
    {
        var (id, path) = New();
        var bytes = File.ReadAllBytes(path);
        bytes[Encoding.UTF8.GetString(bytes).IndexOf("fix the", StringComparison.Ordinal)] ^= 1;
        File.WriteAllBytes(path, bytes);
        foreach (var blob in Directory.GetFiles(_folder.Place("home"), "*.zst", SearchOption.AllDirectories))
            File.Delete(blob);
        var (code, run) = Run("sessions", "check", id);
        Assert.Equal(65, code);
        Assert.Contains("is damaged, and passed over", run.Complaint);
        Assert.Contains("refers to pith:", run.Complaint);
        Assert.Contains("→ Read", Good("sessions", "show", id));
        Assert.Equal(65, Run("sessions", "export", id).Code);
    }

    [Fact]
    public void ASessionInUseIsNotChangedAndItsHolderIsNamed()
    {
        var (id, path) = New();
        using var held = SessionLog.Resume(path, new BlobStore(_folder.Place("home")), new SessionOptions { Holder = "process 4711" });
        foreach (var words in new[] { new[] { "rename", id, "x" }, ["rm", id] })
        {
            var (code, run) = Run(["sessions", .. words]);
            Assert.Equal(73, code);
            Assert.Contains("process 4711", run.Sentence());
        }

        Good("sessions", "fork", id);
    }

    private (string Id, string Path) New()
    {
        var home = _folder.Place("home");
        using var log = SessionLog.Create(new SessionFolder(home), new SessionHeader { Cwd = Environment.CurrentDirectory }, new BlobStore(home), new SessionOptions());
        log.AppendUser("\"fix the parser\""u8);
        log.AppendAssistant("""[{"type":"text","text":"I look."},{"type":"tool_use","id":"a","name":"Read","input":{"file":"a.cs"}}]"""u8, default);
        log.AppendToolResult("a", "\"not found \\u001b[31m\""u8, isError: true);
        log.AppendUser(Encoding.UTF8.GetBytes($"\"{new string('x', 70_000)}\""));
        return (log.Id, log.Path);
    }

    private string Good(params string[] words)
    {
        var (code, run) = Run(words);
        Assert.True(code == 0, $"{code}: {run.Complaint}");
        return run.Text;
    }

    private string Bad(int code, params string[] words)
    {
        var (ended, run) = Run(words);
        Assert.Equal(code, ended);
        return run.Sentence();
    }

    private (int Code, CliRun Run) Run(params string[] words)
    {
        var run = new CliRun();
        run.Variables["PITH_HOME"] = _folder.Place("home");
        return (run.Run(words), run);
    }
}
