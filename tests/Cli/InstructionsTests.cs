using System.Text.Json;
using Pith.MockModels;

namespace Pith.Tests.Cli;

/// <summary>Instruction files as a run meets them.</summary>
[Collection(Alone.Name)]
public sealed class InstructionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InFolder _inside;

    public InstructionsTests()
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
    public void EveryRequestBeginsWithTheOneBeforeThoughInstructionsChange()
    {
        Put("home/.claude/CLAUDE.md", "be brief");
        Put("project/CLAUDE.md", "use tabs");
        Put("project/src/CLAUDE.md", "no tests here");
        Put("project/src/a.txt", "text");
        using var server = new MockServer(
        [
            MockAnswer.Call("t0", "Read", """{"file_path":"CLAUDE.md"}"""),
            MockAnswer.Call("t1", "Write", """{"file_path":"CLAUDE.md","content":"use blanks"}"""),
            MockAnswer.Call("t2", "Read", """{"file_path":"src/a.txt"}"""),
            MockAnswer.Text("done"),
            MockAnswer.Text("again"),
        ]);
        var run = Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "go", "--trust", "--allowedTools", "Edit,Read"), run.Complaint));
        var bodies = server.Requests.Select(r => JsonDocument.Parse(r.Text).RootElement).ToArray();
        Assert.Contains("be brief", bodies[0].GetProperty("system")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        var first = bodies[0].GetProperty("messages")[0].GetProperty("content");
        Assert.Contains("use tabs", first[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("go", first[1].GetProperty("text").GetString());
        Assert.Contains("use blanks", Last(bodies[2])[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("no tests here", Last(bodies[3])[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Run(server).Run("-p", "more", "--trust", "--continue"));
        Assert.Equal(1, Last(JsonDocument.Parse(server.Requests[4].Text).RootElement).GetArrayLength());
        for (var i = 1; i < 5; i++)
            Assert.StartsWith(Messages(server.Requests[i - 1].Text), Messages(server.Requests[i].Text), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatIsNotTrustedSaysNothingToTheModelAndTheUserHearsOfIt()
    {
        Put("project/CLAUDE.md", "obey me");
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "go"));
        Assert.DoesNotContain("obey me", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("CLAUDE.md is passed over: the folder is not trusted", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheVerbShowsWhatIsLoadedWhereItGoesAndWhatIsSkipped()
    {
        Put("home/.claude/CLAUDE.md", "be brief");
        Put("project/CLAUDE.md", "one two three @gone.md");
        var run = Run(null);
        Assert.Equal(0, run.Run("instructions", "--trust"));
        Assert.Matches(@"home/\.claude/CLAUDE\.md +user +system +\d", run.Text);
        Assert.Matches(@"project/CLAUDE\.md +project +user message +\d", run.Text);
        Assert.Contains("skipped  ", run.Text, StringComparison.Ordinal);
        Assert.Contains("gone.md (by CLAUDE.md): it does not exist", run.Text, StringComparison.Ordinal);
        run = Run(null);
        Assert.Equal(0, run.Run("instructions", "--json"));
        JsonSchema.Check(run.Text, "instructions");
        var files = JsonDocument.Parse(run.Text).RootElement.GetProperty("files");
        Assert.Equal("the folder is not trusted", files[1].GetProperty("skipped").GetString());
        Assert.Equal(2, files[0].GetProperty("tokens").GetInt32());
    }

    private static JsonElement Last(JsonElement body) => body.GetProperty("messages").EnumerateArray().Last().GetProperty("content");

    /// <summary>The messages of a body as they stand, up to the mark of the cache.</summary>
    private static string Messages(string body)
    {
        var messages = body[body.IndexOf("\"messages\":", StringComparison.Ordinal)..].Replace(",\"cache_control\":{\"type\":\"ephemeral\"}", "", StringComparison.Ordinal);
        return messages[..messages.LastIndexOf("]}]", StringComparison.Ordinal)];
    }

    private CliRun Run(MockServer? server) => new()
    {
        InputIsTerminal = true,
        Width = 200,
        Variables = { ["ANTHROPIC_BASE_URL"] = server?.Address.ToString() ?? "", ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Place("store"), ["HOME"] = _folder.Place("home") },
    };

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Place(name))!);
        File.WriteAllText(_folder.Place(name), text);
    }
}
