using System.Text.Json;

namespace Pith.Tests.Cli;

/// <summary><c>pith permissions</c>: verdicts, rules and examples, told to people and to scripts.</summary>
public sealed class PermissionsTests
{
    [Fact]
    public void WhyNamesVerdictPartAndRule()
    {
        using var folder = new TemporaryFolder();
        var settings = folder.File("s.json", """{"permissions":{"deny":["Bash(rm *)"],"allow":["Bash(make)"]}}"""u8);
        Assert.Equal("deny: the rule Bash(rm *) denies it\n  part    rm x\n  rule    Bash(rm *), of --settings\n", CliRun.Good("permissions", "why", "make && rm x", "--settings", settings));
        Assert.StartsWith("allow: the rule Bash(make) allows it\n", CliRun.Good("permissions", "why", "make", "--settings", settings));
    }

    [Fact]
    public void JsonIsAsItsSchemaSays()
    {
        foreach (var command in (string[])["ls", "make", "make (", "rm -rf /"])
        {
            var text = CliRun.Good("permissions", "why", command, "--json");
            JsonSchema.Check(text, "permissions-why");
            Assert.Equal(command == "ls" ? "allow" : "ask", JsonDocument.Parse(text).RootElement.GetProperty("verdict").GetString());
        }

        Assert.Contains("\"deny\"", CliRun.Good("permissions", "why", "make", "--mode", "plan", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public void FilesAreJudgedByPath()
    {
        using var folder = new TemporaryFolder();
        var settings = folder.File("s.json", """{"permissions":{"deny":["Read(.env)"]}}"""u8);
        Assert.StartsWith("deny: ", CliRun.Good("permissions", "why", "--tool", "Read", "--path", "a/.env", "--settings", settings));
        Assert.StartsWith("ask: ", CliRun.Good("permissions", "why", "--tool", "Edit", "--path", ".git/config"));
        foreach (var writer in (string[])["MultiEdit", "NotebookEdit", "Write"])
            Assert.StartsWith("ask: ", CliRun.Good("permissions", "why", "--tool", writer, "--path", "a"));
        foreach (var unknown in (string[])["Foo", "Task"])
            Assert.Contains("nobody can tell", CliRun.Bad(64, "permissions", "why", "--tool", unknown, "--path", "a"), StringComparison.Ordinal);
    }

    /// <summary>A folder of others may hold a link to a device, or a pipe: neither is read, and neither is waited for.</summary>
    [Fact]
    public void SettingsAreReadFromRegularFilesOnly()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices have other names elsewhere");
        using var folder = new TemporaryFolder();
        var link = folder.Place("zero.json");
        File.CreateSymbolicLink(link, "/dev/zero");
        Assert.Contains("no regular file", CliRun.Bad(66, "permissions", "why", "ls", "--settings", link), StringComparison.Ordinal);
        var large = folder.Place("long.json");
        using (var file = File.Create(large))
            file.SetLength(1L << 30);
        Assert.Contains("more than 4,194,304", CliRun.Bad(66, "permissions", "why", "ls", "--settings", large), StringComparison.Ordinal);
    }

    [Fact]
    public void ControlCharactersOfACommandReachNoTerminal() =>
        Assert.DoesNotContain('\u001b', CliRun.Good("permissions", "why", "x\u001b]52;c;aGk=\u0007 y; z"));

    [Fact]
    public void WrongUseSaysWhatToWrite()
    {
        Assert.Contains("write a command", CliRun.Bad(64, "permissions", "why"), StringComparison.Ordinal);
        Assert.Contains("--path", CliRun.Bad(64, "permissions", "why", "x", "--tool", "Read"), StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        var settings = folder.File("s.json", """{"permissions":{"deny":[1]}}"""u8);
        Assert.Contains("permissions.deny[0]: it must be a text", CliRun.Bad(65, "permissions", "why", "x", "--settings", settings), StringComparison.Ordinal);
    }

    [Fact]
    public void ExamplesHoldRulesToTheirWord()
    {
        using var folder = new TemporaryFolder();
        var good = folder.File("good.json", """{"rules":[{"allow":"Bash(npm run *)","match":["npm run test"],"not_match":["npm runner","npm run x; rm y"]},{"deny":"Read(*.key)","match":["a/b.key"]}]}"""u8);
        Assert.Equal("4 examples are as they should be\n", CliRun.Good("permissions", "test", good));
        var bad = folder.File("bad.json", """{"rules":[{"allow":"Bash(npm*)","not_match":["npm runner"]}]}"""u8);
        var run = new CliRun();
        Assert.Equal(65, run.Run("permissions", "test", bad));
        Assert.Contains("Bash(npm*) matches npm runner", run.Text, StringComparison.Ordinal);
        Assert.Contains("proves nothing", CliRun.Bad(65, "permissions", "test", folder.File("none.json", """{"rules":[]}"""u8)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"allow":"mcp__x__*","match":["mcp__x__get"],"not_match":["mcp__z__y"]}""")]
    [InlineData("""{"allow":"mcp__x__get","match":["mcp__x__get"],"not_match":["hello","mcp__x__get_all"]}""")]
    [InlineData("""{"deny":"Agent(Explore)","match":["Explore"],"not_match":["Plan"]}""")]
    [InlineData("""{"deny":"Agent(model:opus)","match":[{"prompt":"x","model":"opus"}],"not_match":[{"model":"haiku"},{}]}""")]
    [InlineData("""{"deny":"Bash(run_in_background:true)","match":[{"command":"ls","run_in_background":true}],"not_match":[{"command":"ls"}]}""")]
    [InlineData("""{"deny":"Write(*.key)","match":["a/b.key"],"not_match":["a"]}""")]
    [InlineData("""{"allow":"Write","match":["a/b"]}""")]
    [InlineData("""{"deny":"NotebookEdit(x)","match":["x"],"not_match":["y"]}""")]
    [InlineData("""{"deny":"Grep(x)","match":["x"],"not_match":["y"]}""")]
    [InlineData("""{"deny":"Todo*","match":["TodoWrite"],"not_match":["Bash"]}""")]
    [InlineData("""{"deny":"WebFetch(domain:a.com)","match":["https://a.com/x"],"not_match":["https://b.com"]}""")]
    public void ExamplesAreHeldAgainstWhatTheRuleIsAbout(string rule)
    {
        using var folder = new TemporaryFolder();
        Assert.EndsWith("as they should be\n", CliRun.Good("permissions", "test", folder.File("r.json", System.Text.Encoding.UTF8.GetBytes($$"""{"rules":[{{rule}}]}"""))));
    }

    [Fact]
    public void WhyKnowsWhatAgentsAreAndNamesTheRuleThatAllowed()
    {
        using var folder = new TemporaryFolder();
        var settings = folder.File("s.json", """{"permissions":{"allow":["Bash(npm *)"],"deny":["Agent(Explore)"]}}"""u8);
        Assert.StartsWith("deny: the rule Agent(Explore)", CliRun.Good("permissions", "why", "--tool", "Agent", "Explore", "--settings", settings));
        Assert.StartsWith("allow: ", CliRun.Good("permissions", "why", "--tool", "Agent", "Plan", "--settings", settings));
        Assert.Contains("by its name alone", CliRun.Bad(64, "permissions", "why", "--tool", "TodoWrite", "x"), StringComparison.Ordinal);
        var told = JsonDocument.Parse(CliRun.Good("permissions", "why", "ls && npm x", "--json", "--settings", settings)).RootElement;
        Assert.Equal(("Bash(npm *)", "npm x"), (told.GetProperty("rule").GetString(), told.GetProperty("part").GetString()));
    }

    [Fact]
    public void WhyAgreesWithTheRunOnWhatTheSandboxExcludes()
    {
        Assert.SkipUnless(Pith.Tools.Sandboxes.SandboxAbilities.OfKernel().Suffices, "there is no sandbox here");
        using var folder = new TemporaryFolder();
        var settings = folder.File("s.json", """{"sandbox":{"enabled":true,"excludedCommands":["make *"]}}"""u8);
        foreach (var (line, verdict) in (ReadOnlySpan<(string, string)>)[("make x", "ask: "), ("made x", "allow: ")])
        {
            var run = new CliRun { Variables = { ["PITH_HOME"] = folder.Place("home") } };
            Assert.Equal(0, run.Run("permissions", "why", line, "--settings", settings));
            Assert.StartsWith(verdict, run.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ReplayCountsAndShowsTheDangerousFirst()
    {
        using var folder = new TemporaryFolder();
        static string Call(string command) => JsonSerializer.Serialize(new
        {
            type = "assistant",
            cwd = "/home/x/work",
            uuid = Guid.NewGuid(),
            message = new { role = "assistant", content = new[] { new { type = "tool_use", id = "t", name = "Bash", input = new { command } } } },
        });
        var transcript = folder.File("s.jsonl", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Call("ls /home/x/work/a"), Call("make"), Call("make"), Call("cd sub && rm -rf ..")) + "\n"));
        var text = CliRun.Good("permissions", "replay", transcript);
        var lines = text.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("allow", StringComparison.Ordinal) && l.Contains("25.0 %", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("ask", StringComparison.Ordinal) && l.Contains("75.0 %", StringComparison.Ordinal));
        Assert.True(text.IndexOf("rm -rf ..", StringComparison.Ordinal) is > 0 and var removal && removal < text.IndexOf("make", StringComparison.Ordinal));
    }
}
