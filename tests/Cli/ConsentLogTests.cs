using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pith.MockModels;

namespace Pith.Tests.Cli;

/// <summary>What was allowed, by whom, for exactly which arguments.</summary>
[Collection(Alone.Name)]
public sealed class ConsentLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InFolder _inside;

    public ConsentLogTests()
    {
        Directory.CreateDirectory(_folder.Place("project"));
        _inside = new InFolder(_folder.Place("project"));
    }

    public void Dispose()
    {
        _inside.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void EveryAnswerIsWrittenDownWithWhoGaveItForWhich()
    {
        var input = $$"""{"file_path":"long.txt","content":"{{new string('y', 20_000)}}"}""";
        using var server = new MockServer(
        [
            MockAnswer.Call("t1", "Read", """{"file_path":"a.txt"}"""),
            MockAnswer.Call("t2", "Write", """{"file_path":"a.txt", "content":"x"}"""),
            MockAnswer.Call("t3", "Write", """{"file_path":"/etc/pith","content":"x"}"""),
            MockAnswer.Call("t4", "Bash", """{"command":"git push --force"}"""),
            MockAnswer.Call("t5", "Write", input),
            MockAnswer.Text("done"),
        ]);
        Assert.Equal(0, Run(server).Run("-p", "go", "--permission-mode", "acceptEdits", "--disallowedTools", "Bash(git push *)"));
        var run = Run(null);
        Assert.Equal(0, run.Run("permissions", "log", "--json"));
        JsonSchema.Check(run.Text, "permissions-log");
        var decisions = JsonDocument.Parse(run.Text).RootElement.GetProperty("decisions").EnumerateArray().ToArray();
        Assert.Equal(["t1 True pith readOnly", "t2 True mode mode", "t3 False nobody place", "t4 False rule rule", "t5 True mode mode"],
            decisions.Select(d => $"{d.GetProperty("call").GetString()} {d.GetProperty("allowed").GetBoolean()} {d.GetProperty("by").GetString()} {d.GetProperty("cause").GetString()}"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(decisions[1].GetProperty("input").GetString()!))), decisions[1].GetProperty("digest").GetString());
        Assert.Equal("x", JsonDocument.Parse(decisions[1].GetProperty("input").GetString()!).RootElement.GetProperty("content").GetString());
        Assert.Equal("Bash(git push *)", decisions[3].GetProperty("rule").GetString());
        Assert.Equal("commandLine", decisions[3].GetProperty("source").GetString());
        Assert.Equal(64, decisions[4].GetProperty("inputAt").GetString()!.Length);
        run = Run(null);
        Assert.Equal(0, run.Run("permissions", "log"));
        Assert.Contains("rule Bash(git push *)", run.Text, StringComparison.Ordinal);
        Assert.Matches("refused +Write +/etc/pith +nobody", run.Text);
    }

    /// <summary>A call has an effect only when its permission is on the disk: whoever looks at that moment finds it there.</summary>
    [Fact]
    public void TheRecordIsThereBeforeTheEffect()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", $$"""{"command":"cp -r {{_folder.Place("store")}} copy"}"""), MockAnswer.Text("done")]);
        Assert.Equal(0, Run(server).Run("-p", "go", "--permission-mode", "bypassPermissions"));
        var seen = Directory.GetFiles(_folder.Place("project/copy"), "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadAllLines);
        Assert.Contains(seen, l => l.Contains("\"pith-consent\"", StringComparison.Ordinal) && l.Contains("\"call\":\"t1\"", StringComparison.Ordinal));
    }

    [Fact]
    public void ArgumentsThatAHookChangedAreWrittenAsTheyRan()
    {
        var answer = JsonSerializer.Serialize(new { hookSpecificOutput = new { hookEventName = "PreToolUse", permissionDecision = "allow", updatedInput = new { file_path = "b.txt", content = "z" } } });
        Directory.CreateDirectory(_folder.Place("home/.claude"));
        File.WriteAllText(_folder.Place("home/.claude/settings.json"), JsonSerializer.Serialize(new { hooks = new { PreToolUse = new[] { new { hooks = new[] { new { type = "command", command = $"echo '{answer}'" } } } } } }));
        using var server = new MockServer([MockAnswer.Call("t1", "Write", """{"file_path":"a.txt","content":"x"}"""), MockAnswer.Text("done")]);
        Assert.Equal(0, Run(server).Run("-p", "go"));
        var run = Run(null);
        Assert.Equal(0, run.Run("permissions", "log", "--json"));
        var decision = JsonDocument.Parse(run.Text).RootElement.GetProperty("decisions")[0];
        Assert.Equal(("hook", true, "z"), (decision.GetProperty("by").GetString(), decision.GetProperty("changed").GetBoolean(), JsonDocument.Parse(decision.GetProperty("input").GetString()!).RootElement.GetProperty("content").GetString()));
        Assert.Equal("z", File.ReadAllText(_folder.Place("project/b.txt")));
    }

    private CliRun Run(MockServer? server) => new()
    {
        InputIsTerminal = true,
        Width = 200,
        Variables = { ["ANTHROPIC_BASE_URL"] = server?.Address.ToString() ?? "", ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Place("store"), ["HOME"] = _folder.Place("home") },
    };
}
