using System.Text.Json;
using Pith.Cli;
using Pith.MockModels;

namespace Pith.Tests.Cli.Headless;

/// <summary>What a program brings with it: hooks and servers of tools that live in it, agents and texts.</summary>
public sealed class ProgramPartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AHookOfTheProgramRefusesACall()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"echo x"}"""), MockAnswer.Text("well")]);
        using var partner = With(server, "--allowedTools", "Bash");
        var hello = partner.Ask("""{"subtype":"initialize","hooks":{"PreToolUse":[{"matcher":"Bash","hookCallbackIds":["hook_0"],"timeout":5}],"PostToolUse":null}}""");
        Assert.True(hello.GetProperty("response").GetProperty("hooks_applied").GetBoolean());
        partner.Prompt("go");
        var asked = partner.Until("control_request");
        var request = asked.GetProperty("request");
        Assert.Equal(("hook_callback", "hook_0", "t1"), (Partner.Word(request, "subtype"), Partner.Word(request, "callback_id"), Partner.Word(request, "tool_use_id")));
        Assert.Equal(("PreToolUse", "Bash"), (Partner.Word(request.GetProperty("input"), "hook_event_name"), Partner.Word(request.GetProperty("input"), "tool_name")));
        partner.Reply(asked, """{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"not today"}}""");
        Assert.Equal("Bash", Partner.Word(partner.Until("result").GetProperty("permission_denials")[0], "tool_name"));
        Assert.Contains("not today", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(0, partner.End());
    }

    [Fact]
    public void AHookThatIsNotAnsweredIsAFailureAndTheCallGoesOn()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"echo ran-all-the-same"}"""), MockAnswer.Text("well")]);
        using var partner = With(server, "--allowedTools", "Bash");
        partner.Ask("""{"subtype":"initialize","hooks":{"PreToolUse":[{"hookCallbackIds":["slow"],"timeout":0.2}]}}""");
        partner.Prompt("go");
        partner.Until("control_cancel_request");
        partner.Until("result");
        Assert.Contains("ran-all-the-same", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("slow of the program failed: it was not answered within 0.2 s", partner.Run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void HooksThatTheSettingsForbidAreSaidNotToApply()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server, "--settings", _folder.File("off.json", """{"disableAllHooks":true}"""u8));
        var hello = partner.Ask("""{"subtype":"initialize","hooks":{"Stop":[{"hookCallbackIds":["hook_0"]}]}}""");
        Assert.False(hello.GetProperty("response").GetProperty("hooks_applied").GetBoolean());
    }

    [Fact]
    public void AHookThatCouldNeverBeCalledIsRefused()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server);
        Assert.Contains("event Elicitation", Partner.Word(partner.Ask("""{"subtype":"initialize","hooks":{"Elicitation":[{"hookCallbackIds":["hook_0"]}]}}"""), "error"), StringComparison.Ordinal);
    }

    [Fact]
    public void AServerInTheProgramIsListedAndCalled()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "mcp__calc__add", """{"a":2,"b":3}"""), MockAnswer.Text("five")]);
        using var partner = With(server, "--allowedTools", "mcp__calc__add");
        partner.Say("""{"type":"control_request","request_id":"hello","request":{"subtype":"initialize","hooks":null,"sdkMcpServers":["calc"]}}""");
        Answer(partner, "initialize", """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"calc","version":"1"}}""");
        Answer(partner, "notifications/initialized", "{}");
        Answer(partner, "tools/list", """{"tools":[{"name":"add","description":"adds","inputSchema":{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}}}}]}""");
        partner.Until("control_response");
        partner.Prompt("go");
        var init = partner.Until("system");
        Assert.Contains("mcp__calc__add", init.GetProperty("tools").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("""[{"name":"calc","status":"connected"}]""", init.GetProperty("mcp_servers").GetRawText());
        var call = Answer(partner, "tools/call", """{"content":[{"type":"text","text":"it is 5"}]}""");
        Assert.Equal(("add", 2), (Partner.Word(call, "name"), call.GetProperty("arguments").GetProperty("a").GetInt32()));
        Assert.Equal("five", Partner.Word(partner.Until("result"), "result"));
        Assert.Contains("it is 5", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(0, partner.End());
    }

    [Fact]
    public void AServerThatComesTooLateIsRefused()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server);
        partner.Prompt("hi");
        partner.Until("result");
        Assert.Contains("before anything else", Partner.Word(partner.Ask("""{"subtype":"initialize","sdkMcpServers":["calc"]}"""), "error"), StringComparison.Ordinal);
    }

    [Fact]
    public void AgentsAndTextsOfTheGreetingAreInEveryRequest()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        using var partner = With(server);
        var hello = partner.Ask("""{"subtype":"initialize","systemPrompt":["You count sheep.",""],"appendSystemPrompt":"Slowly.","agents":{"shearer":{"description":"shears","prompt":"Shear."}}}""");
        Assert.Contains("shearer", hello.GetProperty("response").GetProperty("agents").EnumerateArray().Select(a => Partner.Word(a, "name")));
        partner.Prompt("hi");
        partner.Until("result");
        var text = server.Requests[0].Text;
        Assert.Contains("You count sheep.", text, StringComparison.Ordinal);
        Assert.Contains("Slowly.", text, StringComparison.Ordinal);
        Assert.Contains("shearer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("You are pith", text, StringComparison.Ordinal);
        var usage = partner.Ask("""{"subtype":"get_context_usage"}""").GetProperty("response");
        Assert.InRange(usage.GetProperty("total_tokens").GetInt64(), 100, 20_000);
        Assert.True(usage.GetProperty("raw_max_tokens").GetInt64() > usage.GetProperty("total_tokens").GetInt64());
    }

    [Theory]
    [InlineData("""{"x":{"prompt":"p"}}""", "\"description\" is missing")]
    [InlineData("""{"a b":{"description":"d"}}""", "the name 'a b'")]
    [InlineData("""{"x":{"description":"d","tools":"Read"}}""", "a list of texts")]
    public void AgentsThatAreNoneAreRefused(string agents, string part)
    {
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.Path } };
        Assert.Equal(ExitCode.BadInput, run.Run("-p", "hi", "--model", $"script:{_folder.File("s.jsonl", """{"text":"x"}"""u8)}", "--agents", agents));
        Assert.Contains(part, run.Sentence(), StringComparison.Ordinal);
    }

    private static JsonElement Answer(Partner partner, string method, string result)
    {
        var asked = partner.Until("control_request");
        var request = asked.GetProperty("request");
        Assert.Equal(("mcp_message", "calc"), (Partner.Word(request, "subtype"), Partner.Word(request, "server_name")));
        var message = request.GetProperty("message");
        Assert.Equal(method, Partner.Word(message, "method"));
        var id = message.TryGetProperty("id", out var number) ? number.GetRawText() : "0";
        partner.Reply(asked, $$$"""{"mcp_response":{"jsonrpc":"2.0","id":{{{id}}},"result":{{{result}}}}}""");
        return message.GetProperty("params").Clone();
    }

    private Partner With(MockServer server, params string[] flags) => new(
        new Dictionary<string, string> { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Path }, flags);
}
