using System.Text.Json;
using Pith.Cli;
using Pith.MockModels;

namespace Pith.Tests.Cli.Headless;

/// <summary>The wire format of the Agent SDK, from the side of a program that speaks it.</summary>
public sealed class StreamConversationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SeveralTurnsInOneProcess()
    {
        using var server = new MockServer([MockAnswer.Text("one"), MockAnswer.Text("two")]);
        using var partner = With(server);
        var hello = partner.Ask("""{"subtype":"initialize","hooks":null}""");
        Assert.Equal("success", Partner.Word(hello, "subtype"));
        Assert.Equal(JsonValueKind.Array, hello.GetProperty("response").GetProperty("commands").ValueKind);
        partner.Prompt("first");
        var init = partner.Until("system");
        Assert.Equal(("init", "claude-sonnet-5-5"), (Partner.Word(init, "subtype"), Partner.Word(init, "model")));
        Assert.Equal("one", Partner.Word(partner.Until("result"), "result"));
        partner.Prompt("second");
        var result = partner.Until("result");
        Assert.Equal(("two", "success"), (Partner.Word(result, "result"), Partner.Word(result, "subtype")));
        Assert.Equal(Partner.Word(init, "session_id"), Partner.Word(result, "session_id"));
        Assert.Equal(ExitCode.Done, partner.End());
        Assert.StartsWith(server.Requests[0].Messages[..^2], server.Requests[1].Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void ConsentIsAskedForAndTheInputMayBeAnother()
    {
        var wanted = Path.Combine(_folder.Path, "wanted.txt");
        using var server = new MockServer([MockAnswer.Call("t1", "Write", """{"file_path":"/etc/pith-no","content":"x"}"""), MockAnswer.Text("done")]);
        using var partner = With(server, "--permission-prompt-tool", "stdio");
        partner.Prompt("write");
        var asked = partner.Until("control_request");
        var request = asked.GetProperty("request");
        Assert.Equal(("can_use_tool", "Write", "t1"), (Partner.Word(request, "subtype"), Partner.Word(request, "tool_name"), Partner.Word(request, "tool_use_id")));
        Assert.Equal("/etc/pith-no", Partner.Word(request.GetProperty("input"), "file_path"));
        partner.Reply(asked, $$$"""{"behavior":"allow","updatedInput":{"file_path":"{{{wanted}}}","content":"y"}}""");
        Assert.Equal("done", Partner.Word(partner.Until("result"), "result"));
        Assert.Equal("y", File.ReadAllText(wanted));
        Assert.Equal(0, partner.End());
    }

    [Theory]
    [InlineData("""{"behavior":"deny","message":"not on my watch"}""", "not on my watch")]
    [InlineData("""{"behavior":"deny"}""", "the user does not permit it")]
    public void WhatIsDeniedIsToldToTheModel(string reply, string words)
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"touch /tmp/pith-never"}"""), MockAnswer.Text("well")]);
        using var partner = With(server, "--permission-prompt-tool", "stdio");
        partner.Prompt("touch");
        var asked = partner.Until("control_request");
        partner.Reply(asked, reply);
        Assert.Equal("Bash", Partner.Word(partner.Until("result").GetProperty("permission_denials")[0], "tool_name"));
        Assert.Contains(words, server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleThatWasGrantedHoldsForTheSession()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"echo one > one"}"""), MockAnswer.Call("t2", "Bash", """{"command":"echo two > one"}"""), MockAnswer.Text("done")]);
        using var partner = With(server, "--permission-prompt-tool", "stdio");
        partner.Prompt("go");
        var asked = partner.Until("control_request");
        partner.Reply(asked, """{"behavior":"allow","updatedInput":{"command": "true"},"updatedPermissions":[{"type":"addRules","rules":[{"toolName":"Bash"},{"toolName":"Edit"}],"behavior":"allow","destination":"session"}]}""");
        var result = partner.Until(l => Partner.Word(l, "type") is "result" or "control_request");
        Assert.Equal(("result", "done"), (Partner.Word(result, "type"), Partner.Word(result, "result")));
        File.Delete("one");
    }

    [Fact]
    public void WithoutThePromptToolNobodyIsAsked()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Write", """{"file_path":"/etc/pith-no","content":"x"}"""), MockAnswer.Text("done")]);
        using var partner = With(server);
        partner.Prompt("write");
        Assert.Equal("permission_denied", Partner.Word(partner.Until(l => Partner.Word(l, "subtype") == "permission_denied"), "subtype"));
        Assert.Equal(1, partner.Until("result").GetProperty("permission_denials").GetArrayLength());
    }

    [Fact]
    public void ATurnIsInterruptedAndTheConversationGoesOn()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"sleep 30"}"""), MockAnswer.Text("back")]);
        using var partner = With(server, "--allowedTools", "Bash");
        partner.Prompt("wait");
        partner.Until("assistant");
        Assert.Equal("success", Partner.Word(partner.Ask("""{"subtype":"interrupt"}"""), "subtype"));
        var end = partner.Until("result");
        Assert.Equal(("error_during_execution", true), (Partner.Word(end, "subtype"), end.GetProperty("is_error").GetBoolean()));
        partner.Prompt("and now?");
        Assert.Equal("back", Partner.Word(partner.Until("result"), "result")); // the mock refuses a call without its result
        Assert.Matches("\"tool_use_id\":\"t1\",\"content\":\"[^\"]*([Ii]nterrupted|[Ss]topped)", server.Requests[1].Text);
        Assert.Equal(0, partner.End());
    }

    [Fact]
    public void ModesAreSetButNotTheOneThatAsksNobody()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server);
        Assert.Equal("plan", Partner.Word(partner.Ask("""{"subtype":"set_permission_mode","mode":"plan"}""").GetProperty("response"), "mode"));
        Assert.Equal("error", Partner.Word(partner.Ask("""{"subtype":"set_permission_mode","mode":"bypassPermissions"}"""), "subtype"));
        Assert.Equal("error", Partner.Word(partner.Ask("""{"subtype":"set_permission_mode","mode":"yolo"}"""), "subtype"));
        Assert.Contains("does not know", Partner.Word(partner.Ask("""{"subtype":"brew_coffee"}"""), "error"), StringComparison.Ordinal);
        partner.Prompt("hi");
        Assert.Equal("plan", Partner.Word(partner.Until("system"), "permissionMode"));
    }

    [Fact]
    public void EventsOfTheStreamAndMessagesOfTheUserAreShownWhenAskedFor()
    {
        using var server = new MockServer([MockAnswer.Text("a longer text than one delta")]);
        using var partner = With(server, "--include-partial-messages", "--replay-user-messages");
        partner.Say("""{"type":"user","uuid":"5f0c1f9e-0000-4000-8000-000000000001","message":{"role":"user","content":[{"type":"text","text":"hi"}]}}""");
        var replayed = partner.Until("user");
        Assert.Equal(("5f0c1f9e-0000-4000-8000-000000000001", true), (Partner.Word(replayed, "uuid"), replayed.GetProperty("isReplay").GetBoolean()));
        var kinds = new List<string>();
        partner.Until(l =>
        {
            if (Partner.Word(l, "type") == "stream_event")
                kinds.Add(Partner.Word(l.GetProperty("event"), "type"));
            return Partner.Word(l, "type") == "result";
        });
        Assert.Equal(["message_start", "content_block_start", "ping", "content_block_delta", "content_block_delta", "content_block_stop", "message_delta", "message_stop"], kinds);
    }

    [Fact]
    public void EventsAreMadeWhereTheProviderHasOthers()
    {
        using var server = new MockServer([new MockAnswer { Content = [new System.Text.Json.Nodes.JsonObject { ["type"] = "thinking", ["thinking"] = "hm" }, .. MockAnswer.Text("ok").Content.Select(b => b!.DeepClone())] }]);
        using var partner = new Partner(new Dictionary<string, string> { ["OPENAI_BASE_URL"] = $"{server.Address}v1", ["OPENAI_API"] = "responses", ["PITH_HOME"] = _folder.Path }, "--model", "gpt-5.2", "--include-partial-messages");
        partner.Prompt("hi");
        var kinds = new List<string>();
        partner.Until(l =>
        {
            if (Partner.Word(l, "type") == "stream_event")
                kinds.Add(Partner.Word(l.GetProperty("event"), "type"));
            return Partner.Word(l, "type") == "result";
        });
        Assert.Equal(["message_start", "content_block_start", "content_block_delta", "content_block_stop", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"], kinds);
    }

    [Theory]
    [InlineData("no json at all", "line 1 of standard input is no JSON")]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":"image"}]}}""", "image")]
    [InlineData("""{"type":"user","message":{"role":"user","content":""}}""", "must say something")]
    [InlineData("""{"type":"user"}""", "needs \"message\"")]
    public void WhatCannotBeAskedIsAResultWithTheReason(string line, string part)
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server);
        partner.Say(line);
        Assert.Contains(part, partner.Until("result").GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        partner.Prompt("hi");
        Assert.Equal("ok", Partner.Word(partner.Until("result"), "result"));
        Assert.Equal(0, partner.End());
    }

    [Fact]
    public void WhereNothingWasAMessageTheFirstLineThatIsNoneIsNamed()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server);
        partner.Say("");
        partner.Say("""{"prompt":"hello"}""");
        partner.Say("[1]");
        Assert.Equal(ExitCode.BadInput, partner.End());
        Assert.Contains("line 2 of standard input is neither a message nor a request", partner.Run.Sentence(), StringComparison.Ordinal);
        Assert.Contains("line 2", partner.Until("result").GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OneLineThatIsNoMessageIsPassedOver()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server);
        partner.Say("""{"type":"keep_alive"}""");
        partner.Prompt("hi");
        Assert.Equal("ok", Partner.Word(partner.Until("result"), "result"));
        Assert.Equal(ExitCode.Done, partner.End());
        Assert.Equal("", partner.Run.Complaint);
    }

    [Fact]
    public void AnotherModelIsAskedFromThenOn()
    {
        using var server = new MockServer([MockAnswer.Text("one"), MockAnswer.Text("two")]);
        using var partner = With(server);
        partner.Prompt("first");
        partner.Until("result");
        Assert.Equal("success", Partner.Word(partner.Ask("""{"subtype":"set_model","model":"haiku"}"""), "subtype"));
        partner.Prompt("second");
        Assert.Equal("claude-haiku-5-5", Partner.Word(partner.Until("system"), "model"));
        partner.Until("result");
        Assert.Contains("\"model\":\"claude-haiku-5-5\"", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.StartsWith(server.Requests[0].Messages[..^2], server.Requests[1].Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void TheServersAreNamedWithTheirStateAndTheDefaultModelIsTheEnvironments()
    {
        using var server = new MockServer([MockAnswer.Text("one")]);
        using var partner = With(server, "--mcp-config", """{"mcpServers":{"gone":{"command":"no-such-program"}}}""");
        var status = partner.Ask("""{"subtype":"mcp_status"}""").GetProperty("response").GetProperty("mcpServers");
        Assert.Equal("""[{"name":"gone","status":"failed"}]""", status.GetRawText());
        partner.Run.Variables["ANTHROPIC_MODEL"] = "haiku";
        Assert.Equal("success", Partner.Word(partner.Ask("""{"subtype":"set_model","model":"default"}"""), "subtype"));
        partner.Prompt("first");
        Assert.Equal("claude-haiku-5-5", Partner.Word(partner.Until("system"), "model"));
    }

    [Fact]
    public void TheCommandLineMustFit()
    {
        Assert.Contains("--output-format stream-json", CliRun.Bad(ExitCode.Usage, "-p", "--input-format", "stream-json"), StringComparison.Ordinal);
        Assert.Contains("stdio", CliRun.Bad(ExitCode.Usage, "-p", "--input-format", "stream-json", "--output-format", "stream-json", "--permission-prompt-tool", "mcp__x__y"), StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", CliRun.Good("-v"));
    }

    private Partner With(MockServer server, params string[] flags) => new(
        new Dictionary<string, string> { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Path }, flags);
}
