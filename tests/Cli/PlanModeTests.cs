using System.Text.Json;
using Pith.Cli.Runs;
using Pith.Cli.Terminal.Reports;
using Pith.MockModels;
using Pith.Permissions.Decisions;
using Pith.Permissions.Settings;
using Pith.Tests.Cli.Headless;
using Pith.Tools;

namespace Pith.Tests.Cli;

/// <summary>Plan mode ends when the person agrees to a plan, and not before.</summary>
public sealed class PlanModeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Made => _folder.Place("made");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhereNobodyIsItIsRefusedWithWords()
    {
        using var server = Planning();
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "go", "--permission-mode", "plan"));
        Assert.Contains("\"name\":\"ExitPlanMode\"", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("nobody is there to give it: mode plan ends when you agree to the plan", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("mode plan changes nothing", server.Requests[2].Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Made));
    }

    /// <summary>Who works without anybody and in another mode has no use for the tool, and does not pay for it.</summary>
    [Fact]
    public void TheToolIsThereOnlyWhereTheModeCanBe()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run("-p", "go"));
        Assert.DoesNotContain("ExitPlanMode", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"behavior":"allow"}""", "default", true)]
    [InlineData("""{"behavior":"allow","updatedPermissions":[{"type":"setMode","mode":"acceptEdits","destination":"session"}]}""", "acceptEdits", false)]
    public void ConsentEndsIt(string reply, string mode, bool isAskedAgain)
    {
        using var server = Planning();
        using var partner = With(server, "--permission-prompt-tool", "stdio", "--permission-mode", "plan", "--add-dir", _folder.Path);
        partner.Prompt("go");
        var asked = partner.Until("control_request");
        Assert.Equal("ExitPlanMode", Partner.Word(asked.GetProperty("request"), "tool_name"));
        Assert.Equal("1. write it", Partner.Word(asked.GetProperty("request").GetProperty("input"), "plan"));
        partner.Reply(asked, reply);
        var next = partner.Until(l => Partner.Word(l, "type") is "result" or "control_request");
        Assert.Equal(isAskedAgain ? "control_request" : "result", Partner.Word(next, "type"));
        if (isAskedAgain)
            partner.Reply(next, """{"behavior":"allow"}""");
        Assert.Equal(0, partner.End());
        Assert.Contains($"The permission mode is {mode} now.", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.True(File.Exists(Made));
    }

    [Fact]
    public void ARefusalKeepsIt()
    {
        using var server = Planning();
        using var partner = With(server, "--permission-prompt-tool", "stdio", "--permission-mode", "plan", "--add-dir", _folder.Path);
        partner.Prompt("go");
        partner.Reply(partner.Until("control_request"), """{"behavior":"deny","message":"smaller steps"}""");
        Assert.Equal("ok", Partner.Word(partner.Until("result"), "result"));
        Assert.Equal(0, partner.End());
        Assert.Contains("smaller steps", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Made));
    }

    /// <summary>The mode comes back that there was before, and a person may choose that edits pass.</summary>
    [Fact]
    public void TheModeBeforeComesBack()
    {
        var authority = new RunAuthority((mode, rules, _) => new Authority(new PermissionSettings { Rules = rules }, new AuthorityOptions { Folder = "/work", Mode = mode }), "/work") { Mode = PermissionMode.DontAsk };
        authority.Mode = PermissionMode.Plan;
        Assert.Equal(PermissionMode.DontAsk, authority.LeavePlan());
        authority.Mode = PermissionMode.Plan;
        ConsentOffer.Of(Call, authority)!.Take();
        Assert.Equal(PermissionMode.AcceptEdits, authority.LeavePlan());
    }

    [Fact]
    public void ThePersonSeesThePlanWhole() => Assert.Equal(["1. one", "2. two"], PlanLines.Of(Call).Select(l => string.Concat(l.Pieces.Select(p => p.Text))));

    private static ToolCall Call { get; } = new("t1", "ExitPlanMode", """{"plan":"1. one\n2. two"}"""u8.ToArray());

    private MockServer Planning() => new([
        MockAnswer.Call("t1", "ExitPlanMode", """{"plan":"1. write it"}"""),
        MockAnswer.Call("t2", "Write", JsonSerializer.Serialize(new { file_path = Made, content = "x" })),
        MockAnswer.Text("ok"),
    ]);

    private CliRun Run(MockServer server)
    {
        var run = new CliRun { InputIsTerminal = true };
        foreach (var (name, value) in Variables(server))
            run.Variables[name] = value;
        return run;
    }

    private Dictionary<string, string> Variables(MockServer server) => new(StringComparer.Ordinal) { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Place("store") };

    private Partner With(MockServer server, params string[] flags) => new(Variables(server), flags);
}
